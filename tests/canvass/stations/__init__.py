"""Several stations that count into one record in PostgreSQL."""
