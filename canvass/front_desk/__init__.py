"""The pages of a folder that has no election yet: its record opened, and its first administrator let in."""
