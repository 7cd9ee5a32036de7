"""A company's doors to its crisis plan, the coordinator's to all of them, and what a crisis would mean for the others.

Schema: none. May know: every room below. Must not know: webhooks, the console, the floor.
Public verbs: effect.effect; the plan itself is kept, and the switch thrown, by tenants.crisis.
"""
