"""Device printouts (13-1-101(53)): their barcodes by two decoders and, independently, their printed words."""
