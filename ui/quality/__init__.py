"""What the page of file quality is made of."""
