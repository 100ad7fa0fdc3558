"""Dominion Democracy Suite: cast vote records as CSV, and as JSON with its manifests."""
