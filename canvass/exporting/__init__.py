"""What leaves for other programs: the released totals for anyone, and files for the audit."""
