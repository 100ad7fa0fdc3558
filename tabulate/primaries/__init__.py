"""Primaries: a ballot for each party and a nonpartisan part, who needs one, who is nominated (13-10, 13-14)."""
