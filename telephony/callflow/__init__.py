"""A call walks forward through these files in the order it lives: arrival, self_service, waiting, offering, talking,
wrap_up, closing. Beside them: transfer, recovery, voicemail, duty; and `clock`, the router's loop.

Schema: none. May know: every room below it. Must not know: the doors (webhooks, console). The way back is the return value.
"""
