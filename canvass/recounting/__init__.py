"""Recounts: what a canvass's margins give a right to."""
