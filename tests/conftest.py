"""What every test runs under: the same random examples each time."""

from hypothesis import settings

from tests.soak import examples

settings.register_profile("house", max_examples=examples(100), derandomize=True, deadline=None, print_blob=True)
settings.load_profile("house")
