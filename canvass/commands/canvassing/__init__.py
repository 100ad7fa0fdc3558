"""The commands of the canvass: its recounts, and the calendar of the law."""
