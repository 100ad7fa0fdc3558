"""The page of the county canvass, the administrator's: what is in, the checks, the minutes, steps and downloads."""
