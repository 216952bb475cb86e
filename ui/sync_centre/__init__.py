"""The sync centre: what waits, what was sent and what became of it, what came, what went wrong, which laptops."""
