"""How long an election's ballots and records are kept, what holds them, and what was disposed of (13-1-303)."""
