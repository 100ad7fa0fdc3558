"""What takes whole batches out of the count: halts, and withdrawals."""
