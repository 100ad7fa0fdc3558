"""The pages of the state's canvass: the counties' packages, the report, what the board declares (13-15-502 to 507)."""
