"""From the lists that the state and the county certify, and answers, to a definition: everything pure, no files."""
