"""What lies beside targets: pieces of ink, and what tells a hand's from print."""
