"""Twilio: its client, its signature, its language (TwiML) and its tokens. Its words stop here."""
