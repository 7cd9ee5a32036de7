"""English as the pages write it: the day before the month, and a clock of 24 hours."""

SHORT_DATETIME_FORMAT = "j M Y, H:i"
