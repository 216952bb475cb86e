"""The customer list: table, columns, filters."""
