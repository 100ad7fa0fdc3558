"""The counting board: three election judges decide what the machine set aside (13-15-112, 13-15-206). See README.md."""
