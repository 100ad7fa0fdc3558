"""ES&S Electionware: cast vote records (CSV or workbook), and the Ballots table."""
