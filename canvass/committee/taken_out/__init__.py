"""Pages of the ballots that the committee takes out before it counts, with their pictures."""
