"""The days of the law for an election, and how each stands."""
