"""Accounts: who signs in, in which role, and with which key.

Schema: shared. May know: directory, audit. Must not know: operators' skills, calls, contents.
Verbs: services.create_user, services.add_member, services.issue_token; selectors.session_user; api.declares.
"""
