"""The administrator's steps of a recount on pages: its ground, its board, its certificate, and what is printed."""
