"""The print dialog: which document, of whom, on which paper, with its pages to look at."""
