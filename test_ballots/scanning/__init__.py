"""A simulated scanner: feed, damage, files."""
