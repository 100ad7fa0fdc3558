"""The custody log of a precinct's boxes: opened for the audit, and corrected with a reason where it was wrong."""
