"""Are two cards the same customer? Normal forms, weighed reasons, and the keys that bring candidates together.

Pure functions over values: no store, no clock. The rules X-DUP-HARD and X-DUP-SOFT of the domain contract (§1.1) are
reasons among others here.
"""
