"""Customers whom several people claim, in the window."""
