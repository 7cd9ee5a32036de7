"""The call itself: the stage where people (agents) and work (campaigns) meet."""
