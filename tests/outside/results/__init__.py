"""Results of other systems, format by format."""
