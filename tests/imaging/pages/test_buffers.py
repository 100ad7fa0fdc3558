"""Memory for pages is used again, and never while anything still looks at it."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from imaging.pages.formats.buffers import PageBuffers


def _place(array: np.ndarray) -> int:
    return int(array.__array_interface__["data"][0])


def test_a_page_that_nobody_looks_at_any_more_lends_its_memory_to_the_next() -> None:
    buffers = PageBuffers()
    page = buffers.page(400, 300)
    place = _place(page)
    del page
    again = buffers.page(402, 301)
    assert _place(again) == place
    assert again.shape == (402, 301)
    assert again.flags.c_contiguous
    assert again.flags.writeable


def test_a_cut_of_a_page_keeps_the_memory() -> None:
    buffers = PageBuffers()
    page = buffers.page(400, 300)
    page[:] = 7
    cut = page[100:200].T[3:5]
    del page
    other = buffers.page(400, 300)
    other[:] = 9
    assert (cut == 7).all()


def test_memory_of_much_another_size_is_left_alone() -> None:
    buffers = PageBuffers()
    large = buffers.page(4000, 4000)
    place = _place(large)
    del large
    small = buffers.page(300, 300)
    assert _place(small) != place
    assert _place(buffers.page(4000, 4000)) == place


def test_pages_larger_than_any_common_ballot_are_given_back_to_the_system() -> None:
    buffers = PageBuffers()
    buffers.page(10_000, 9_000)
    assert not buffers._free


def test_threads_never_share_a_page() -> None:
    buffers = PageBuffers()

    def fill(value: int) -> bool:
        page = buffers.page(500, 400)
        page[:] = value
        view = page[1:]
        del page
        return bool((view == value).all())

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(fill, [value % 251 for value in range(400)]))
