"""The record checked from entry 1: chain, decisions, images."""
