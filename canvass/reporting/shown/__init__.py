"""Totals as people read them: parties, shares, who leads, seats, short titles, how far each precinct's count is."""
