"""Definitions in the making: a folder with the lists as they were given, and every answer."""
