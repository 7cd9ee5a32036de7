"""The tests mirror the four floors; journeys, isolation, architecture and browser cut across them."""
