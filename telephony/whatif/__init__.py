"""What would happen: the production policy on a virtual clock, with drawn or remembered arrivals.

Schema: none. May know: routing's pure files, cc_saas.lib. Must not know: Django, the carrier, any row.
Public verbs: floor.run, arrivals.poisson, experience.experience, planner.plan, question.ask.
"""
