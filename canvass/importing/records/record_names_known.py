"""What the names in cast vote records mean: as people confirmed it, and by rule; and the entry that says so."""

from dataclasses import dataclass, field

from canvass.importing.names_left_out import NamesLeftOut
from canvass.importing.names_recorded import entry_of, left_out_of, map_of
from outside.matching.name_map import NameMap
from outside.matching.outside_names import OutsideNames
from tabulate.board.outside.outside_entries import OutsideNamesMapped


@dataclass(frozen=True, slots=True)
class NamesKnown:
    """Names with what they mean, and those that a person left out."""

    map: NameMap = field(default_factory=NameMap)
    left_out: NamesLeftOut = field(default_factory=NamesLeftOut)

    def of_these(self, names: OutsideNames) -> NameMap:
        """What is known of these names alone: a report may use other names of the same precincts and contests."""
        precincts, contests = set(names.precincts), {one.name for one in names.contests}
        return NameMap(
            tuple(one for one in self.map.precincts if one.outside in precincts),
            tuple(one for one in self.map.contests if one.outside in contests),
        )

    def with_these(self, found: NameMap) -> "NamesKnown":
        """All that was known, and the names of the records with what they mean now."""
        precincts = {one.outside for one in found.precincts}
        contests = {(one.outside, one.precincts) for one in found.contests}
        whole = NameMap(
            (*(one for one in self.map.precincts if one.outside not in precincts), *found.precincts),
            (*(one for one in self.map.contests if (one.outside, one.precincts) not in contests), *found.contests),
        )
        return NamesKnown(whole, self.left_out)

    def entry(self, entered_by: str) -> OutsideNamesMapped:
        """The entry that says this."""
        return entry_of(self.map, self.left_out, entered_by)

    def news_to(self, before: "NamesKnown") -> int:
        """How many names it has that the other does not have so."""
        names = {*self.map.precincts, *self.map.contests} - {*before.map.precincts, *before.map.contests}
        mine, other = self.left_out, before.left_out
        left = (mine.precincts - other.precincts, mine.contests - other.contests, mine.choices - other.choices)
        return len(names) + sum(map(len, left))


def names_known(entry: OutsideNamesMapped | None) -> NamesKnown:
    """All that the entry says; nothing without one."""
    return NamesKnown() if entry is None else NamesKnown(map_of(entry), left_out_of(entry))
