"""What was said of numbers, held to who has to sign it."""
