"""What the election office enters beside the boards' work: whom the governing body designated, which machines count."""
