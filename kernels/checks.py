"""What every kernel asks of the arrays it is given, said once."""

import numpy as np
from numpy.typing import NDArray


def check_array(array: NDArray[np.generic], dtype: type[np.generic], shape: tuple[int | None, ...]) -> None:
    """Raise ValueError unless `array` is C ordered, of `dtype` and of `shape` (None: any length)."""
    found = array.dtype
    if found.type is dtype and found.isnative and array.flags.c_contiguous and array.ndim == len(shape):
        # a loop is quicker than all(), and every call of every kernel comes here
        for want, have in zip(shape, array.shape, strict=True):
            if want is not None and want != have:
                break
        else:
            return
    _say_what_is_wrong(array, dtype, shape)


def _say_what_is_wrong(array: NDArray[np.generic], dtype: type[np.generic], shape: tuple[int | None, ...]) -> None:
    if array.dtype != np.dtype(dtype):
        raise ValueError(f"expected dtype {np.dtype(dtype)}, found {array.dtype}")
    fits = array.ndim == len(shape) and all(
        want is None or want == have for want, have in zip(shape, array.shape, strict=True)
    )
    if not fits:
        raise ValueError(f"expected shape {shape}, found {array.shape}")
    if not array.flags.c_contiguous:
        raise ValueError("expected a C ordered array")


def check_page(page: NDArray[np.uint8]) -> None:
    """Raise ValueError unless `page` is a gray page: uint8 (H, W), C order, and not empty."""
    check_array(page, np.uint8, (None, None))
    if page.size == 0:
        raise ValueError("expected a page with pixels, found an empty array")
