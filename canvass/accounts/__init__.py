"""Accounts and roles: who may sign in, and as what."""
