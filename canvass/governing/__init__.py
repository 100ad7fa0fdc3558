"""The county's own policies for counting and deciding upon votes, as a document (13-15-206(8))."""
