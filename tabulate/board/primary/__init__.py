"""What people say of a primary: its party ballots, and the party that a nominee of two chose."""
