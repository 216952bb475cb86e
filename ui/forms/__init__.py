"""The customer information table on the screen."""
