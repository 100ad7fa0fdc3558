"""NIST's common data format for cast vote records 1.0 (SP 1500-103), as JSON and XML, and VxSuite's exports of it."""
