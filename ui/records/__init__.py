"""Forms and lists of the records that hang on a customer, all drawn from their declarations."""
