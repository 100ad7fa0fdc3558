"""Pages on this computer's browser on which a definition is made: lists, questions, precincts, contests, the file."""
