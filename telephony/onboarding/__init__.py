"""Taking companies and operators on: everything that one needs on her, or its, first day.

Schema: none. May know: every room below. Must not know: webhooks, console. Public verbs: services.create_company,
services.create_operator; the commands of the same names print one JSON object alone.
"""
