"""The card: one customer beside the list."""
