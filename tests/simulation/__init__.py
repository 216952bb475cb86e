"""A deterministic simulation of a company: the real client engine, store and server handlers in one thread.

One integer decides everything. ``docs/simulation.md`` tells what is simulated and how to repeat a history.
"""
