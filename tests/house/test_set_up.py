"""What set-up leaves nothing for later to do."""

from tests.house.tree import PACKAGES, ROOT


def test_set_up_compiles_the_modules_of_every_package() -> None:
    lines = (ROOT / ".ci" / "set-up").read_text("utf-8").splitlines()
    compiling = [line.split() for line in lines if "-m compileall" in line]
    assert [set(PACKAGES) <= set(words) for words in compiling] == [True]
