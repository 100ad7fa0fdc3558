"""Papers known by their ink: fingerprints kept beside the ledger, sketches of them, and the search."""
