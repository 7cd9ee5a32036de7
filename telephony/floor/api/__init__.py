"""REST by which the floor asks and commands."""
