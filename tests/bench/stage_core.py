"""Which core does what: the product and its services on one, load and listeners on the other."""

SERVER_CORE = 0
LOAD_CORE = 1
