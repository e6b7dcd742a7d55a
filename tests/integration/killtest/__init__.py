"""The kill-point campaign: riskd is killed at chosen and random instants, again and again.

A real risksim and a real riskd play on the stage of scripts/stage/. After each death riskd is
started on the same storage, and what it then shows is compared with what the broker knows.
"""
