"""Help outside of the help texts: what shells complete, and the manual page."""
