"""How official the results are: from the first count to what the board declared."""
