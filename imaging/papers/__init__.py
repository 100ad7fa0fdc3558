"""A paper known by the ink of its marks."""
