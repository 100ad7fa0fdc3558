"""`canvass publish ...`: what goes to everybody."""
