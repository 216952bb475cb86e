"""New versions of the program in the window: told, shown with their notes, installed, and the way back."""
