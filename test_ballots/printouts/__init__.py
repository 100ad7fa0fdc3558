"""A voter interface device's printouts, drawn, worn and tampered with; the truth of each."""
