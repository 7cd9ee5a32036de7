"""The carrier's doors: voice, waiting, conference, legs, voicemail, fallback.

Schema: shared (receipts). May know: callflow and everything below. Must not know: console, onboarding.
Public verbs: none; it verifies, translates, calls one function of callflow, and answers.
"""
