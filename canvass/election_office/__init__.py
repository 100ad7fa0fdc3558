"""The election office's pages: actions in court, how long everything is kept, the county's own policies."""
