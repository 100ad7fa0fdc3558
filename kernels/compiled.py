"""Where the compiled loops are found when the folder they were compiled into at set-up may only be read."""

from pathlib import Path

from numba.core.caching import InTreeCacheLocator


class CompiledAtSetUp(InTreeCacheLocator):
    """Numba's cache beside the source; unlike Numba's own, which wants to write there, content to read what is there.

    Numba asks for it after its own, by the name that `kernels` gives it.
    """

    def ensure_cache_path(self) -> None:
        """Raise FileNotFoundError where the loop was not compiled there: Numba then looks for another place."""
        place = Path(self.get_cache_path())  # type: ignore[no-untyped-call]
        beginning = f"{Path(self._py_file).stem}.*-{self.get_disambiguator()}."  # type: ignore[no-untyped-call]
        if next(place.glob(f"{beginning}*.nbi"), None) is None:
            raise FileNotFoundError(f"{place} holds no compiled loop like {beginning}nbi")
