"""Accuracy, speed and fault runs: each prints a table and writes JSON. Absolute times mean little on a shared machine."""
