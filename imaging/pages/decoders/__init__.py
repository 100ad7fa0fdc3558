"""The decoders: each takes pages out of files of one format; limits are checked before anything is decoded."""
