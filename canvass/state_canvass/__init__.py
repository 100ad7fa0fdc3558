"""The state canvass: the folder with the packages of the counties, the report of the state, what is declared."""
