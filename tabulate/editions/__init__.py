"""Ballots corrected after printing (13-12-204): the editions of one election's definition, and what they are together.

A county that corrects its ballots, reprints them, or prints a separate ballot for an office has electors who voted on
either. Both count in one record. `joined` makes one election of the editions, `comparing` says what an edition may
change, and `told_apart` whether a sheet shows of which edition it is.
"""
