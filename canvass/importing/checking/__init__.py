"""What reports must fit: the definition, each other, the hours of the law, and the electors who voted."""
