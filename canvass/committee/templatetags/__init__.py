"""What the audit's templates use."""
