"""Next steps: what is to do, for whom, until when."""
