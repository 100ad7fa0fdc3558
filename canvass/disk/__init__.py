"""Files on the disk: written whole or not at all, and by one process at a time."""
