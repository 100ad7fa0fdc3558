"""What the office logs: absentee numbers, provisional and electronic ballots, an election by mail, requests."""
