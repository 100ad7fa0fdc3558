"""Our reading of another system's pictures beside its cast vote records, sheet by sheet; no pixels, no database."""
