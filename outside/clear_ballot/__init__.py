"""Clear Ballot ClearVote: cast vote records as CSV."""
