"""Results as a person types them, in the columns that anyone can write."""

TYPED = """\
precinct,contest,choice,kind,votes,group
P07,Sheriff,A. Able,choice,212,
P07,Sheriff,,write-ins,3,
P07,Sheriff,,undervotes,9,
P07,Sheriff,,overvotes,2,
P07,,,ballots cast,226,
"""
