"""Another system's count: files that are kept, names in them that people mapped, figures that were taken."""
