"""Signed heads, their keys and their witnesses."""
