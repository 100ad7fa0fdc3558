"""`canvass results`: the totals as words, JSON, a table for spreadsheets, or paper."""
