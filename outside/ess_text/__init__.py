"""Text of ES&S: what the Election Reporting Manager (ERM) prints to a file, and the ASCII export."""
