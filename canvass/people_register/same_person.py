"""Whether a line of a file means somebody whom the register has: told by the id, else by name and year of birth."""

from canvass.people_register.cells import WrongCell
from canvass.people_register.people import PeopleRegister, Person, PersonEntered
from tabulate.board.write_ins import plain


class Telling:
    """Tells people apart while a file is read: those of the register, and those of lines before."""

    def __init__(self, register: PeopleRegister) -> None:
        """With the register as it stands."""
        self._number = 0
        self._ever = {event.person.id: event.person for event in register.events if isinstance(event, PersonEntered)}
        """Everybody who was entered, those who left too: whoever comes back is the same."""
        self._given = set(self._ever)
        self._namesakes: dict[str, list[Person]] = {}
        for one in self._ever.values():
            self._namesakes.setdefault(plain(one.name), []).append(one)
        self._lines: dict[str, int] = {}
        """The line of each id that was read."""
        self._names: dict[str, list[tuple[int | None, int, bool]]] = {}
        """Years of birth, lines and whether an id was given, by plain name."""
        self._accounts = {one.account: one.id for one in register.people if one.account}

    def known(self, person_id: str, name: str, born: int | None, line: int) -> Person | None:
        """The person of the register who is meant, or None for somebody new. Raises WrongCell where none can say."""
        self._check_in_file(person_id, name, born, line)
        found = self._ever.get(person_id) if person_id else self._by_name(name, born)
        if found is not None and plain(found.name) != plain(name) and (born is None or found.birth_year != born):
            expected = f"{found.called} under this id, by the same name or the same year of birth"
            raise WrongCell("id", person_id, expected)
        if found is not None and found.id in self._lines:
            raise WrongCell("name", name, f"{found.called} once, who is in line {self._lines[found.id]} as well")
        if found is not None or person_id:
            self._lines[found.id if found is not None else person_id] = line
        return found

    def new_id(self) -> str:
        """An id that nobody ever had."""
        while True:
            self._number += 1
            given = f"P{self._number:04}"
            if given not in self._given and given not in self._lines:
                self._given.add(given)
                return given

    def check_account(self, account: str, person_id: str) -> None:
        """Check that nobody else signs in by this account. Raises WrongCell."""
        holder = self._accounts.setdefault(account, person_id)
        if holder != person_id:
            raise WrongCell("account", account, f"an account of the person's own; {holder} has this one")

    def _check_in_file(self, person_id: str, name: str, born: int | None, line: int) -> None:
        if person_id in self._given and person_id not in self._ever:
            raise WrongCell("id", person_id, "an id that was not just given to somebody of this file")
        if person_id in self._lines:
            raise WrongCell("id", person_id, f"each id once; line {self._lines[person_id]} has it")
        before = self._names.setdefault(plain(name), [])
        for year, where, by_id in before:
            told = (by_id and person_id) or (year is not None and born is not None and year != born)
            if not told:
                expected = f"two people of one name to be told apart by birth_year or id, as in line {where}"
                raise WrongCell("name", name, expected)
        before.append((born, line, bool(person_id)))

    def _by_name(self, name: str, born: int | None) -> Person | None:
        namesakes = self._namesakes.get(plain(name), [])
        same = [one for one in namesakes if one.birth_year == born]
        if len(same) == 1 and (born is not None or len(namesakes) == 1):
            return same[0]
        if len(same) > 1 or any(one.birth_year is None or born is None for one in namesakes):
            people = "; ".join(one.called for one in namesakes)
            raise WrongCell("id", "", f"the id of whom {name!r} is, of {people}; or an id and a year of somebody new")
        return None
