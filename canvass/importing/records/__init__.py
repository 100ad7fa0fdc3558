"""Another system's cast vote records in a record: opened, mapped, held to its report, and kept."""
