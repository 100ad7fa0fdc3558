"""What is printed for voters and officials, and the look of all paper."""
