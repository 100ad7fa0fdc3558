"""What the office logs of ballots that do not come from the polls, and of requests for public records."""
