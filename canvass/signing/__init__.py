"""Signing with own keys: the papers of a record, who signed them, and whether each signature holds."""
