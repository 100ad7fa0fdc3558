"""What people decide and administer, each as one step of the record."""
