"""The second look: another system's records beside our readings of its pictures, in a record."""
