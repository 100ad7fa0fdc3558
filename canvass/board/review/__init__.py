"""One ballot before a judge."""
