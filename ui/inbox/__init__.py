"""The conflict inbox: what was overwritten or withheld, side by side, decided by hand."""
