"""Fields that a company adds to the customer's form by itself, in published versions (domain contract §1.0)."""
