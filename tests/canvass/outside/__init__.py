"""Another system's files in a record: kept, mapped, checked, taken."""
