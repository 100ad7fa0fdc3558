"""Cast vote records in NIST's common data format: each sheet that counts, without anything that says whose it is."""
