"""Layouts: files, checks, and the cards they make."""
