"""Classification on the screen: the page, the card's tab, the dialog of one class."""
