"""Pages of the office's logs: absentee numbers, provisional and electronic ballots, an election by mail, requests."""
