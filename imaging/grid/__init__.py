"""Pages with timing marks: which card, how the page lies, where each target is."""
