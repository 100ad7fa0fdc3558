"""How strong the evidence of the hand counts is: a second opinion, on which no step of the law waits."""
