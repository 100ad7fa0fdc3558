"""What readers of cast vote records share: tables with a column for each choice, checks, and totals."""
