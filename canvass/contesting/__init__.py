"""Contests of a nomination or an election in court: what was begun and judged, and what illegal votes would change."""
