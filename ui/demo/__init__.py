"""``make run``: the product with a local server and customers to look at; see :mod:`ui.demo.__main__`."""
