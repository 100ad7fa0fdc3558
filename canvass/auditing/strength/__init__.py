"""How strong the evidence of an audit's hand counts is: public figures made again, and what they and the counts say."""
