"""What waits for people, in tables beside the ledger: changed with it, rebuilt from it, held against it."""
