"""What explains many differences at once, kind by kind."""
