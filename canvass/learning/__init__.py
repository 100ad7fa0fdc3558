"""A blank ballot becomes a layout, with proofs for people to look at."""
