"""Ballots as five invented vendors print them: designs, paper, and decks whose truth is known."""
