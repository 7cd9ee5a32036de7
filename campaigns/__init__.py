"""What the work is, and what came of it. Rooms of this floor keep a company's durable truth, by opaque call ids."""
