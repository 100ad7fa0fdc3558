"""Pages of people: signing in, the own password, accounts."""
