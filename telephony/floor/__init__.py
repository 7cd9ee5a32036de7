"""The supervisor's door: the wall, what is known behind each figure, and what she may do about it.

Schema: none. May know: callflow and everything below. Must not know: console, webhooks.
Public verbs: none; REST commands, the socket tells.
"""
