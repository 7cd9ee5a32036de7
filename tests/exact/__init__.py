"""Random events against the product on a virtual clock: two routers that are killed, a carrier, invariants and stories."""
