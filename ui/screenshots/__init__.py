"""Pictures of every page, form and dialog. A new scene is one entry in a ``SCENES`` tuple."""
