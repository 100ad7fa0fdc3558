"""Files of other voting systems, read into one neutral model: bytes in, results or cast vote records out."""
