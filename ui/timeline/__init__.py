"""The timeline of a customer: everything that happened, by day."""
