"""What a margin gives a right to: recounts free, for a bond or by a court, and ties (13-16-201 to 13-16-301)."""
