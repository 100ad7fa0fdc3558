"""Find a blank's print on a scanned page: the registration of pages without timing marks.

Coordinates are transformed, never the page. Corners of the print, seen small, tell roughly how the page lies; pieces of
the print, each looked for nearby, tell it exactly, also where the paper's feed was uneven; what of the print is not
there tells that this is another page.
"""
