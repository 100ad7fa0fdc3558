"""The audit's papers: packets, notice and report."""
