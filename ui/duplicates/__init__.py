"""Customers that may be filed twice: what the form, the page and the comparison share."""
