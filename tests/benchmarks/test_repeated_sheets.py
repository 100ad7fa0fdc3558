"""The measuring of repeated sheets says of pairs what comparing them says, and makes each paper by its number alone."""

from pathlib import Path

import pytest

from benchmarks.repeated_sheets.all_pairs import EVIDENCES, tails_of
from benchmarks.repeated_sheets.papers import SCANNER, Papers
from benchmarks.repeated_sheets.rescans import by_marks, machine_marked
from imaging.papers.same_ink import compare


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return Papers(tmp_path_factory.mktemp("papers"), seed=3)


def test_the_tails_of_all_pairs_are_those_of_comparing_each(papers: Papers) -> None:
    sheets = [papers.scan(number, 1, SCANNER) for number in range(30)]
    sheets.append(papers.scan(0, 2, SCANNER))
    evidences = [compare(one, other).evidence for place, one in enumerate(sheets) for other in sheets[:place]]
    tails = tails_of(sheets)
    assert tails.pairs == len(evidences)
    assert tails.at_least == {level: sum(one >= level for one in evidences) for level in EVIDENCES}
    assert tails.most == pytest.approx(max(evidences), rel=1e-3)
    assert tails.taken_for_one == 1


def test_a_paper_is_made_by_its_number_and_each_scan_is_another(papers: Papers, tmp_path: Path) -> None:
    again = Papers(tmp_path, seed=3)
    assert papers.scan(7, 1, SCANNER) == again.scan(7, 1, SCANNER)
    assert papers.scan(7, 1, SCANNER) != papers.scan(7, 2, SCANNER)


def test_a_slice_of_the_measuring_finds_every_paper_and_joins_no_machines(papers: Papers) -> None:
    found = by_marks(papers, 10, 20)
    assert (found.papers, found.found, found.told_and_missed) == (10, 10, 0)
    assert machine_marked(papers, 4) == (0, 0)
