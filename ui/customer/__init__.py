"""The page of one customer: the parts it is made of."""
