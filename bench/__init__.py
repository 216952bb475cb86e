"""Benchmarks: figures, never tests. ``python -m bench`` runs them all and writes build/bench.json.

Only ratios inside one run, and CPU time, can be compared between machines.
"""
