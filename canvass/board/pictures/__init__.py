"""What the board sees of a ballot, cut from its scan."""
