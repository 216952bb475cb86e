"""Merging customers: what the cards say side by side, what is taken, and the way there and back."""
