"""JSON and XML from elsewhere, read with suspicion."""
