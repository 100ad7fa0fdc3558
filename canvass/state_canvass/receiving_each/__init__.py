"""Many files of counties at once, each taken or refused for itself."""
