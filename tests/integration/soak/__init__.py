"""The soak run: one riskd under load and faults for as long as is asked for.

A real risksim and a real riskd play on the stage of scripts/stage/. Traders trade and change their
orders at a steady rate while connections, calls, processes and the disk fail every few seconds. In
the end nothing may be lost, and nothing may have grown.
"""
