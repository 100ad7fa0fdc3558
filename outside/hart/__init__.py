"""Hart Verity: one XML file for each sheet of paper."""
