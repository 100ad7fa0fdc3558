"""Recounts by hand and what follows a tie: petitions, the recount board, its counts, its certificate (13-16)."""
