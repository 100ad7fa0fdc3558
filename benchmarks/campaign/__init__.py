"""The accuracy campaign: ten million simulated ballot positions read and held against the truth (`make campaign`)."""
