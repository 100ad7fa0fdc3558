"""Works out a precinct's return, what it waits for, and whether one printed earlier still stands."""
