"""This computer as the office server: making it, looking after it, letting colleagues in."""
