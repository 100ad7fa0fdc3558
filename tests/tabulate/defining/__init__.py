"""Definitions made of certified lists."""
