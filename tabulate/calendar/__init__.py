"""The days of the law for any election: what is to be done, by which section, from when and until when."""
