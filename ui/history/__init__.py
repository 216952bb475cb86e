"""The history of a customer: every change, who made it, what became of it, and the card as it was."""
