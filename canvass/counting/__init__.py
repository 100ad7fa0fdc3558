"""A folder of scans becomes entries of the record: batches, the reading, one writer."""
