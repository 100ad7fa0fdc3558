"""A file per command: its arguments, then a few lines that call the rest."""
