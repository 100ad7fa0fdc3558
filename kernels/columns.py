"""What stands in which column of the records that kernels take and give; slices name columns that are taken together.

Plain numbers, which compiled loops read as constants. A place is (row, col) everywhere, and these two have no names.
"""

BAR_COLUMNS = 4
"""A bar: its rows and columns, half open, in whole pixels."""
TOP, BOTTOM, LEFT, RIGHT = range(4)

FORM_COLUMNS = 12
"""A form whose ink is measured: what is inside, when it is looked at closer, how far lines run on, what is inked."""
ALONG_BY_ROW, ALONG_BY_COL, ACROSS_BY_ROW, ACROSS_BY_COL = range(4)
HALF_LENGTH, HALF_DEPTH, RADIUS = range(4, 7)
ROW_REACH, COL_REACH = range(7, 9)
CLOSER_PERMILLE, LINE_RUN_PX, INK_LEVEL = range(9, 12)

TARGET_COLUMNS = 16
"""What was measured of a target: pixels, their darkness, and how the ink among them lies."""
INKED, PIXELS, DARKNESS, INK_DARKNESS, CELLS = range(5)
ROW_MOMENT, COL_MOMENT, BOTH_MOMENT = range(5, 8)
INKED_ROWS, ROW_RUNS, INKED_COLS, COL_RUNS = range(8, 12)
DOWN_LINES, ACROSS_LINES = range(12, 14)
ROW_SUM, COL_SUM = range(14, 16)
INKED_AND_PIXELS = slice(0, 2)
MOMENTS, RUNS, LINES, SUMS = slice(5, 8), slice(8, 12), slice(12, 14), slice(14, 16)

OUTLINE_COLUMNS = 7
"""Where an outline lies: a shift in pixels, the darkness there, and in 1/64 px how far the stroke's middle is off."""
SHIFT_ROWS, SHIFT_COLS, ON_OUTLINE, ON_INNER, AROUND, MIDDLE_ROWS, MIDDLE_COLS = range(7)
SHIFT, MIDDLE = slice(0, 2), slice(5, 7)

PRINT_COLUMNS = 8
"""Where a piece of print lies: a shift as of outlines; how like it is there, and a pixel to each side of there."""
LIKENESS, ABOVE, BELOW, LEFT_OF, RIGHT_OF, DARK_POINTS = range(2, 8)
ABOVE_BELOW, LEFT_RIGHT = slice(3, 5), slice(5, 7)

NEIGHBOUR_COLUMNS = 3
"""What a place's neighbours say: twice their median shift, four times their median distance from it."""
USUAL_ROWS_TWICE, USUAL_COLS_TWICE, SPREAD_FOUR_TIMES = range(3)
USUAL_SHIFT_TWICE = slice(0, 2)

PIECE_COLUMNS = 13
"""A piece of ink near a place: its pixels and their bounds, half open; its moments, as of targets; its darkness, added
up; how many of its pixels lie on the place's form or in it, beyond its margin, close to it; and on other places."""
PIECE_PIXELS, PIECE_TOP, PIECE_BOTTOM, PIECE_LEFT, PIECE_RIGHT = range(5)
PIECE_ROW_MOMENT, PIECE_COL_MOMENT, PIECE_BOTH_MOMENT, PIECE_DARKNESS = range(5, 9)
AT_PLACE, BEYOND, CLOSE, AT_OTHERS = range(9, 13)

STROKE_COLUMNS = 7
"""A stroke along a row, from a place: the column along the row and the row down of the end nearer to the place, then of
the other; the columns in which it has ink; the share of it, per mille, where the ink is no higher than a stroke's; and
whether there is no other ink near a part of it."""
STROKE_START, STROKE_START_DOWN, STROKE_END, STROKE_END_DOWN, STROKE_INKED, STROKE_OWN, STROKE_BARE = range(7)
