"""Another system's pictures, read again: opened, told apart, read blind, and kept as batches that are in no total."""
