"""The ledger: entries, their chain, their lines, and the fold."""
