"""A blank ballot becomes a measured layout: where its targets are, and what is printed around them.

    for page in learn_blank(Path("ballot.pdf")):
        page.targets, page.words, page.upright

What a target means is not told here: the words beside it are for others to read.
"""
