"""TwiML: parsing, and one file per verb that executes it on a leg."""
