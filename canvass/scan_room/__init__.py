"""The scan room's pages: a count of a folder started, watched and stopped, and what to do with the paper."""
