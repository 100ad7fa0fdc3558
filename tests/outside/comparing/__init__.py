"""The second look, over a simulated other system."""
