"""Ballots of our own: drawn to PDF, marked by a simulated pen, scanned by a simulated scanner; the truth is known."""
