"""What an election is, and what the law makes of a sheet. See README.md."""
