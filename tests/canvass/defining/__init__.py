"""Definitions made from reports of other systems."""
