"""Long tables: searched, narrowed to a choice, turned over, and saved as CSV, all in one way."""
