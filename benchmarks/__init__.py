"""Measurements that check their answers first."""
