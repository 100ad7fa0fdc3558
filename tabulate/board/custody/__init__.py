"""Containers of ballots and books: who sealed them, who has them, and on which ground they are opened."""
