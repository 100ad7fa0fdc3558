"""Signed heads of a ledger: a tree over its entries, notes that say its root, and proofs. Texts alone, no keys."""
