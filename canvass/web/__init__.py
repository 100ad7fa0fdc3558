"""What all pages stand on: settings, who may see what, the served record, the look. See README.md."""
