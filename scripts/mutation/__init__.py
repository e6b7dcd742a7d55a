"""What scripts/mutate.py changes, where it tries the changes, and which are known to change nothing."""
