"""Customers whom several people hold to be theirs: finding them, the case about each, its decision (撞单)."""
