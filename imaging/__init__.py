"""Files to pages, pages to places, places to ink. Knows where things are on paper, never what they stand for."""
