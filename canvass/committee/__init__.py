"""Pages of the random-sample audit: selection in public, the committee's counts, comparison, causes, certificate."""
