"""The counting board's pages: three judges decide what the machine set aside (13-15-206). See README.md."""
