"""Wiring: settings, addresses, templates, the library. No business word is defined here."""
