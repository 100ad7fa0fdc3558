"""Golden readings: what the reader saw of known sheets, in every field, kept as one digest a sheet.

`python -m tests.imaging.golden` writes the digests anew, for a change that is meant to change readings.
"""
