"""The actor tables: who the parties and persons are, and by which names the press knows them.

Read from the TOML files of `extractors/topics`: those of `general` serve every conflict, those of a topic's folder add
its own. Each mistake in them (an unknown party, an impossible date, one name for two parties) is a ValueError with file
and entry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, get_args

Kind = Literal["state", "org", "armed", "leader", "title", "group", "outlet", "place", "analyst"]
Form = Literal["full", "short", "surname", "nick"]
Table = Mapping[str, object]

TOPICS = Path(__file__).parent.parent / "topics"
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Party:
    """A state, organisation or armed group that may take a stance."""

    id: str
    name: str
    side: str | None = None  # of the topic's conflict; None for all others
    kind: Kind = "state"
    leader: str | None = None  # the office meant by "the … leader", where it is not the president
    state: str | None = None  # whose government an armed party fights, or fought


@dataclass(frozen=True, slots=True)
class Person:
    """A public figure who speaks for a party."""

    id: str
    name: str
    party: str
    role: str
    wikidata: str | None = None
    valid_from: date | None = None  # of the latest office
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """Who held a party's office from when to when."""

    party: str
    title: str
    person: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Alias:
    """A name in use, and whom it means."""

    text: str
    party: str
    person: str | None
    kind: Kind
    source: str  # file that lists it
    # short: means the person alone; surname: whoever fits the text's parties and day; nick: only where the text names
    # the person in full
    form: Form = "full"
    office: str | None = None
    members: tuple[str, ...] = ()
    guarded: bool = False  # also somebody's first or last name
    valid_from: date | None = None
    valid_to: date | None = None
    common: bool = False  # an institution that others have, too: "Iran's National Security Council"


@dataclass(frozen=True, slots=True)
class Rebels:
    """Which armed party is meant by a state's rebels where the text names none."""

    state: str
    party: str
    words: frozenset[str]  # one of which must stand between, in lower case; none: any may
    valid_from: date | None
    valid_to: date | None
    is_usual: bool  # meant where the day is not known either

    def covers(self, day: date) -> bool:
        """Tell whether the entry holds on a day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(slots=True)
class ActorData:
    """What all the files of one topic say together."""

    parties: dict[str, Party] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    rebels: list[Rebels] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)  # words of a title -> office
    given_names: set[str] = field(default_factory=set)
    member_groups: dict[str, tuple[str, ...]] = field(default_factory=dict)  # e.g. "belligerents"


def read(topic: str, root: Path = TOPICS) -> ActorData:
    """The general tables and those of a topic, checked."""
    folder = root / topic
    if not (folder / "topic.toml").is_file():
        raise ValueError(f"no such topic: {topic!r} (no {topic}/topic.toml among the topics)")
    paths = sorted((root / "general").glob("*.toml")) + [path for path in (folder / "actors.toml",) if path.is_file()]
    files = [(f"{path.parent.name}/{path.name}", _toml(path)) for path in paths]
    data = ActorData()
    settings = _toml(folder / "topic.toml")
    sides = _sides(settings, f"{topic}/topic.toml")
    for source, table in files:
        _add_parties(data, table, source, sides)
    for source, table in files:
        _check_states(data, table, source)
    data.member_groups = _member_groups(data, settings, f"{topic}/topic.toml")
    for party in sides:
        _known(data, party, f"{topic}/topic.toml", "sides")
    for source, table in files:
        _add_rest(data, table, source)
    _refuse_clashes(data.aliases)
    return data


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.parent.name}/{path.name}: {error}") from error


def _sides(settings: Table, source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for side, parties in _table(settings.get("sides", {}), source, "sides").items():
        for party in _strings(parties, source, f"sides.{side}"):
            if found.setdefault(party, side) != side:
                raise ValueError(f"{source}: sides: {party} is on two sides")
    return found


def _member_groups(data: ActorData, settings: Table, source: str) -> dict[str, tuple[str, ...]]:
    groups = {}
    for name in ("belligerents", "mediators"):
        groups[name] = tuple(_strings(settings.get(name, []), source, name))
        for party in groups[name]:
            _known(data, party, source, name)
    return groups


def _add_parties(data: ActorData, table: Table, source: str, sides: Mapping[str, str]) -> None:
    for party_id, value in _table(table.get("party", {}), source, "party").items():
        entry = f"party.{party_id}"
        row = _table(value, source, entry)
        _refuse_unknown_keys(row, {"name", "kind", "aliases", "guarded", "common", "leader", "state"}, source, entry)
        if party_id in data.parties:
            raise ValueError(f"{source}: {entry}: this party is defined twice")
        kind, name = _kind(row.get("kind", "state"), source, entry), _string(row.get("name"), source, f"{entry}.name")
        leader, state = (_string(row[key], source, entry) if key in row else None for key in ("leader", "state"))
        data.parties[party_id] = Party(party_id, name, sides.get(party_id), kind, leader, state)


def _check_states(data: ActorData, table: Table, source: str) -> None:
    for party_id in _table(table.get("party", {}), source, "party"):
        state = data.parties[party_id].state
        if state is None:
            continue
        entry = f"party.{party_id}.state"
        if data.parties[_known(data, state, source, entry)].kind != "state":
            raise ValueError(f"{source}: {entry}: {state} is no state")


def _add_rest(data: ActorData, table: Table, source: str) -> None:
    for party_id, value in _table(table.get("party", {}), source, "party").items():
        row, kind = _table(value, source, party_id), data.parties[party_id].kind
        for key in ("aliases", "guarded", "common"):
            for text in _strings(row.get(key, []), source, f"party.{party_id}.{key}"):
                said = Alias(text, party_id, None, kind, source, guarded=key == "guarded", common=key == "common")
                data.aliases.append(said)
    for person_id, value in _table(table.get("person", {}), source, "person").items():
        _add_person(data, person_id, _table(value, source, person_id), source)
    for name, words in _table(table.get("titles", {}), source, "titles").items():
        for text in _strings(words, source, f"titles.{name}"):
            data.titles[text] = name
    data.given_names.update(_strings(table.get("given_names", []), source, "given_names"))
    data.aliases.extend(_named_aliases(data, table, source))
    data.rebels.extend(_rebels(data, value, source) for value in _list(table.get("rebels", []), source, "rebels"))


def _add_person(data: ActorData, person_id: str, row: Table, source: str) -> None:
    entry = f"person.{person_id}"
    keys = {"name", "party", "role", "wikidata", "aliases", "short", "surname", "nick", "offices"}
    _refuse_unknown_keys(row, keys, source, entry)
    if person_id in data.persons:
        raise ValueError(f"{source}: {entry}: this person is defined twice")
    name, party = (_string(row.get(key), source, f"{entry}.{key}") for key in ("name", "party"))
    _known(data, party, source, entry)
    offices = [_office(value, person_id, party, source) for value in _list(row.get("offices", []), source, entry)]
    first, last = (offices[-1].valid_from, offices[-1].valid_to) if offices else (None, None)
    wikidata = _string(row["wikidata"], source, entry) if "wikidata" in row else None
    role = _string(row.get("role"), source, f"{entry}.role")
    data.persons[person_id] = Person(person_id, name, party, role, wikidata, first, last)
    data.offices.extend(offices)
    short = _strings(row.get("short", [name.split()[-1]]), source, entry)
    forms: tuple[tuple[Form, list[str]], ...] = (
        ("full", [name, *_strings(row.get("aliases", []), source, entry)]),
        ("short", short),
        ("surname", _strings(row.get("surname", [] if short else [name.split()[-1]]), source, entry)),
        ("nick", _strings(row.get("nick", [name.split()[0]]), source, entry)),
    )
    seen: set[str] = set()
    for form, texts in forms:
        for text in texts:
            if text not in seen:
                seen.add(text)
                data.aliases.append(Alias(text, party, person_id, "leader", source, form, None, (), False, first, last))


def _office(value: object, person: str, party: str, source: str) -> Office:
    entry = f"person.{person}.offices"
    row = _table(value, source, entry)
    _refuse_unknown_keys(row, {"title", "from", "to", "party"}, source, entry)
    first, last = _date(row.get("from"), source, entry), _date(row.get("to"), source, entry)
    if first and last and first > last:
        raise ValueError(f"{source}: {entry}: ends on {last} before it begins on {first}")
    where = _string(row.get("party", party), source, entry)
    return Office(where, _string(row.get("title"), source, entry), person, first, last)


def _rebels(data: ActorData, value: object, source: str) -> Rebels:
    row = _table(value, source, "rebels")
    _refuse_unknown_keys(row, {"state", "party", "word", "from", "to", "usual"}, source, "rebels")
    state, party = (
        _known(data, _string(row.get(key), source, "rebels"), source, "rebels") for key in ("state", "party")
    )
    entry = f"rebels of {state}"
    if data.parties[state].kind != "state" or data.parties[party].kind != "armed":
        raise ValueError(f"{source}: {entry}: expected a state and an armed party, found {state} and {party}")
    words = frozenset(word.lower() for word in _strings(row.get("word", []), source, entry))
    first, last = _date(row.get("from"), source, entry), _date(row.get("to"), source, entry)
    if first and last and first > last:
        raise ValueError(f"{source}: {entry}: ends on {last} before it begins on {first}")
    return Rebels(state, party, words, first, last, row.get("usual") is True)


def _named_aliases(data: ActorData, table: Table, source: str) -> Iterator[Alias]:
    """Titles of their own ("the Pope"), groups, outlets and places."""
    for number, value in enumerate(_list(table.get("title", []), source, "title"), 1):
        entry = f"title {number}"
        row = _table(value, source, entry)
        party = _known(data, _string(row.get("party"), source, entry), source, entry)
        office = _string(row.get("office"), source, entry)
        for text in _strings(row.get("aliases", []), source, entry):
            yield Alias(text, party, None, "title", source, office=office)
    for name, texts in _table(table.get("groups", {}), source, "groups").items():
        members = data.member_groups.get(name, ())
        for text in _strings(texts, source, f"groups.{name}"):
            yield Alias(text, "", None, "group", source, members=members)
    for text in _strings(table.get("outlets", []), source, "outlets"):
        yield Alias(text, "", None, "outlet", source)
    for party, texts in _table(table.get("places", {}), source, "places").items():
        _known(data, party, source, f"places.{party}")
        for text in _strings(texts, source, f"places.{party}"):
            yield Alias(text, party, None, "place", source)
    for text in _strings(table.get("other_names", []), source, "other_names"):
        yield Alias(text, "", None, "place", source)


def _refuse_clashes(aliases: Iterable[Alias]) -> None:
    """A full name means one party and one person; a surname or first name may be shared."""
    seen: dict[str, Alias] = {}
    for alias in aliases:
        if alias.form != "full":
            continue
        first = seen.setdefault(alias.text.casefold() if len(alias.text) > 3 else alias.text, alias)
        if (first.party, first.person) != (alias.party, alias.person):
            raise ValueError(
                f"{alias.source}: {alias.text!r} is listed for {alias.person or alias.party or alias.kind}, "
                f"but {first.source} lists it for {first.person or first.party or first.kind}"
            )


def _known(data: ActorData, party: str, source: str, entry: str) -> str:
    if party not in data.parties:
        raise ValueError(f"{source}: {entry}: unknown party {party!r}")
    return party


def _refuse_unknown_keys(row: Table, keys: set[str], source: str, entry: str) -> None:
    if extra := sorted(row.keys() - keys):
        raise ValueError(f"{source}: {entry}: unknown key {extra[0]!r}")


def _kind(value: object, source: str, entry: str) -> Kind:
    for kind in KINDS:
        if value == kind:
            return kind
    raise ValueError(f"{source}: {entry}: {value!r} is no kind of party")


def _date(value: object, source: str, entry: str) -> date | None:
    if value is None or type(value) is date:
        return value
    raise ValueError(f"{source}: {entry}: {value!r} is no date")


def _string(value: object, source: str, entry: str) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise ValueError(f"{source}: {entry}: expected some text, found {value!r}")


def _strings(value: object, source: str, entry: str) -> list[str]:
    return [_string(item, source, entry) for item in _list(value, source, entry)]


def _list(value: object, source: str, entry: str) -> list[object]:
    if isinstance(value, list):
        return value
    raise ValueError(f"{source}: {entry}: expected a list, found {value!r}")


def _table(value: object, source: str, entry: str) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    raise ValueError(f"{source}: {entry}: expected a table, found {value!r}")
