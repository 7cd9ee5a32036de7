"""Who answers: the outsourcer's staff, hence across companies."""
