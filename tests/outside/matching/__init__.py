"""Names of other systems meet those of a definition."""
