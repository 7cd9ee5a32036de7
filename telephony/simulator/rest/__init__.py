"""The REST API 2010-04-01: one file per resource, all of them thin translations."""
