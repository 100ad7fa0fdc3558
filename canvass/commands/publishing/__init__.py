"""`canvass publish ...`: what leaves for the public."""
