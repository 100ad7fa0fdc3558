"""Targets become marks: ink, shape, cause and doubt."""
