"""The operator's door: the page, the REST commands, the websocket, the softphone's token.

Schema: none. May know: callflow and everything below. Must not know: webhooks, onboarding.
Public verbs: none; REST commands, sockets tell.
"""
