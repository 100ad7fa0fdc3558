"""Pages that anyone may see: the front page, the state of the count, the results once they are open."""
