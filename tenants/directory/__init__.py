"""Directory: the companies we serve.

Schema: shared. May know: audit. Must not know: people, contents, calls.
Verbs: services.create_company; selectors.access_company.
"""
