"""The live call, its legs, and what the carrier is still to be told about them.

Schema: shared; rows are purged when the call closes. May know: numbers, provider. Must not know: any company's own tables.
Public verbs: services.open_call, services.move, services.instruct; selectors.access_call.
"""
