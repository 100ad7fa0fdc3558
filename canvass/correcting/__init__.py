"""Ballots corrected after printing (13-12-204): a further edition of the definition is taken into the record."""
