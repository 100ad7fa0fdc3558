"""Dense ballots: pages full of ovals, a hundred times as many as a voter ever sees, to read millions of them soon."""
