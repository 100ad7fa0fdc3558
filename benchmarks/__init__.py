"""How fast, on which machine, on which day. Every benchmark checks its answers before it times."""
