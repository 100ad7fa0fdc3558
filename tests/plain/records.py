"""Records as kernels give them, number by number."""


def record(columns: int, values: dict[int, int]) -> list[int]:
    """A record of so many columns with these numbers in these of them, and 0 in the others."""
    return [values.get(column, 0) for column in range(columns)]
