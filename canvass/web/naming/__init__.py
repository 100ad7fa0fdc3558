"""What pages call things: names, where the ledger and the commands have ids."""
