"""The record's tables: what they hold, the guards that refuse to forget, and how rows are added."""
