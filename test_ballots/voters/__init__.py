"""Simulated voters and their pens."""
