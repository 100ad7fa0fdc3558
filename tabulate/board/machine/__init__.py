"""What the machine enters beside its sheets' own entries: print that it learned, and sheets that it read again."""
