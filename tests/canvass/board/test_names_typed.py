"""Names that people type into one field: a transfer's officials, a report's signers, who chose after a halt."""

import pytest

from canvass.board.forms import names_in


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Ann Ash, Bo Birch,  Cy  Cole ", ("Ann Ash", "Bo Birch", "Cy Cole")),
        ("Ann Ash, Jr., Bo Birch", ("Ann Ash, Jr.", "Bo Birch")),
        ("Ann Ash,Sr,Bo Birch, III", ("Ann Ash,Sr", "Bo Birch, III")),
        ("Ann Ash, M.D., Esq., Bo Birch", ("Ann Ash, M.D., Esq.", "Bo Birch")),
        ("Ann Ash, Jr. Birch, Iv Cole", ("Ann Ash", "Jr. Birch", "Iv Cole")),
        (" , ,", ()),
    ],
)
def test_a_comma_parts_names_but_not_a_name_from_what_belongs_to_it(said: str, names: tuple[str, ...]) -> None:
    assert names_in(said) == names
