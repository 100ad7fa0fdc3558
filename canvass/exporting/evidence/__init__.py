"""The evidence package: what of a record anyone may check, with a program that checks it."""
