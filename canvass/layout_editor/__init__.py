"""A page on this computer's browser to correct a layout: name, move, add and remove targets on the picture."""
