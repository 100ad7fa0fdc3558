"""Words, progress and stopping on a terminal, and commands that are imported when they are called."""
