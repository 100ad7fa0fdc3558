"""Counts that pages start: each is the command `canvass count` in a process of its own, which survives the page."""
