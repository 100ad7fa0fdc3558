"""The steps of the statute, each a function from state and event to state; `random_sample.py` calls them."""
