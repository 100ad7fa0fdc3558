"""Files for Arlo, a program that draws and compares ballots for risk-limiting audits; for the audit alone."""
