"""The application: the command line and the record that is kept."""

VERSION = "0.1.0"
