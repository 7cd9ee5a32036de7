"""What developers run: copies of browser libraries, translations, checks. Nothing here is imported by the product."""
