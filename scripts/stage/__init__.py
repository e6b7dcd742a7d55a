"""A stage for whole programs: a real simulated gateway, real daemons, and what tells them apart.

The demo and the tests of whole processes play on it. Only the standard library is used.
"""
