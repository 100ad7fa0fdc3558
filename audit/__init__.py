"""The random-sample audit, 13-17-503 to 13-17-509, MCA, from dice to certificate. See README.md."""
