"""The application: the command line and the record that is kept."""

VERSION = "0.2.0"
