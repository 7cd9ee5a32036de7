"""The company's own people to whom a call may be put through.

Schema: tenant. A specialist needs no sign-in; her number is the company's secret and is shown during its calls only.
May know: the telephone-number library. Must not know: operators, calls, how a transfer is dialled.
Verbs: save_specialist, retire_specialist; selectors.specialists, access_specialist.
"""
