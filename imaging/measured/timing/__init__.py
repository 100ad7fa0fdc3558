"""Timing marks of measured pages: found on blanks and images, as a code that tells cards apart, as a frame."""
