"""What the company's pages say and draw: plain dicts for the templates, made from selectors."""
