"""REST of a company's menus, on the company's host; the editor uses the same."""
