"""What templates may say beyond Django's own tags; loaded into every template."""
