"""What the election office enters beside the boards' work: who counts early."""
