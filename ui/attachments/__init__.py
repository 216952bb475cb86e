"""Attachments of a customer on the screen: the panel, its list, pictures and pages, what is dropped and pasted."""
