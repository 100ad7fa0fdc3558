"""Pages that keep up with the record while somebody looks at them. `live_marks.py` says how, and why so."""
