"""What the election office enters beside the boards' work: who counts early, how open questions of law are read."""
