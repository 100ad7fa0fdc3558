"""The demonstration: a small simulated county, counted, and on its pages with people for every role."""
