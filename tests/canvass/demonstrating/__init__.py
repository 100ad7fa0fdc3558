"""The demonstration: made, made anew, and served with people for every role; the tour walked in it."""
