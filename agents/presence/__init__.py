"""What each operator is doing this minute, and for how long we may believe it.

Schema: shared. May know: roster. Must not know: calls (it knows only "busy with this id").
Public verbs: services.ask, services.reserve, services.occupy, services.wrap_up, services.release, services.renew,
services.expire; selectors.state_of, selectors.anyone_on_duty.
"""
