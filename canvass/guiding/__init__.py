"""What each office does before, on and after election day: check lists, for the pages and for docs/guides.md."""
