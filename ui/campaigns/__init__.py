"""Campaigns with a control group, in the window."""
