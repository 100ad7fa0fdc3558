"""Device printouts (13-1-101(53)): what their barcodes hold, what their words say, and what the law makes of both."""
