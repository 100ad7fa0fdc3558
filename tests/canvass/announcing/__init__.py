"""Sites of results."""
