"""Packages of another system's pictures: which files are pictures, of which number, and what is none. No pixels."""
