"""Status, results and methods, computed once; said as JSON, text, tables and pages."""
