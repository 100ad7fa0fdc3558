"""Keys with which people sign: made, kept under a password, used, and checked."""
