"""Reports that Electionware of Election Systems & Software prints as PDF, read by the places of their words."""
