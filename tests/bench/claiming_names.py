"""The ids of the calls, operators and offers of the bench: pgbench counts through them by one variable."""

CALLS, OPERATORS = "c0000000-0000-4000-8000-0000000{}", "0b000000-0000-4000-8000-0000000{}"
OFFERS = "0f000000-0000-4000-8000-0000000{}"
FIRST = 10_000
