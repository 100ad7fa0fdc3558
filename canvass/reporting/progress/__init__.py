"""How far a count has come: sheets and batches, never a vote."""
