"""What came of a call, in the company's own words: the codes an operator chooses from after it.

Schema: tenant. A record keeps code and label as they were; this room only says what may be chosen now.
May know: nothing but the library. Must not know: calls, records, operators.
Verbs: seed_defaults, save_disposition, require; selectors.choices, is_required, access_disposition.
"""
