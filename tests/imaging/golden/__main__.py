"""Write the digests of all readings anew; those of real scans that are not at hand stay as they were."""

from itertools import chain

from tests.imaging.golden.cases import real_sheets, simulated
from tests.imaging.golden.kept import digests_of, keep, kept_digests, read

if __name__ == "__main__":
    cases = chain(simulated(), (one.case() for one in real_sheets()))
    keep(kept_digests() | {case.name: digests_of(case, read(case)) for case in cases})
