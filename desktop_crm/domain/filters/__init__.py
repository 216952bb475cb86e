"""Which customers a list shows: one model for quick filters, the filter builder, saved views and the command line."""
