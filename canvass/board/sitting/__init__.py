"""A board that sits at one screen: who of it may confirm with a PIN, and each judge's own confirmation."""
