"""Definitions made from another system's report: what it tells, and a blank for everything else that the law asks."""
