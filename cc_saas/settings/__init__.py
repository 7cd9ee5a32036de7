"""One file per concern; dev, test and production put them together."""
