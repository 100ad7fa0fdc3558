"""Another system's files in a record: kept, their names mapped, their figures checked and taken."""
