"""Which address leads to which room: one URL conf per kind of host."""
