"""Files for other programs: the same figures, whatever people are called, and folders that are never half new."""
