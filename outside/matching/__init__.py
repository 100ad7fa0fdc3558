"""Names of other systems matched to those of a definition: what is certain by rule, and what waits for a person."""
