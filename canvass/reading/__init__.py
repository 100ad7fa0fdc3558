"""Scans become outcomes, without a record: pipeline, self-test, words and pictures of what was seen."""
