"""The columns that anyone can write: a CSV file for what no system exports, and for every other format once read."""
