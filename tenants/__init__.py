"""Whom we serve, and what they told us."""
