"""The command line, for administrators, scripts and tests."""
