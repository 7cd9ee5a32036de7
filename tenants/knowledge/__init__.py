"""What a company told us to say: greetings, and the answers to what its callers ask.

Schema: tenant. Everything here is the company's own words, in its callers' language.
May know: accounts (who may read and edit), the speech and sound libraries.
Must not know: calls, operators, the carrier; who read an answer is noted by the floor above.
Verbs: set_greeting, save_group, delete_group, save_question, delete_question, count_read.
"""
