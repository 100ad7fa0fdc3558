"""What is printed for voters."""
