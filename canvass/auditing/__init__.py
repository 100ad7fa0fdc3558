"""The random-sample audit of one record: its events in the ledger, the machines' figures, and what is printed."""
