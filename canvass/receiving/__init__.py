"""Ballots that come otherwise than from the polls, and requests for records: typed, held together, printed."""
