"""Papers known by their ink: fingerprints kept beside the ledger, and the search among them."""
