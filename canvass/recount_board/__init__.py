"""The recount board's pages: how far each precinct has come, and the blind entry of tally sheets (13-16-412)."""
