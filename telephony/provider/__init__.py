"""What we need of a carrier, and the one carrier we have.

Schema: none. May know: settings. Must not know: calls, companies, operators.
Public verbs: port.Carrier's; documents.* say what a line is to do; twilio.carrier() is the real one.
"""
