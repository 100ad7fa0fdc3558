"""Workbooks that Montana's secretary of state publishes."""
