"""The actor tables that are shipped, and what becomes of mistakes in such tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.stance.actors import ActorIndex
from extractors.stance.actors_data import read

PARTY = '[party.AAA]\nname = "Aland"\naliases = ["Aland"]\n[party.BBB]\nname = "Beland"\naliases = ["Beland"]\n'
PERSON = '[person.ann-oak]\nname = "Ann Oak"\nparty = "AAA"\nrole = "president"\n'


def tables(root: Path, general: str, topic: str = 'belligerents = ["AAA", "BBB"]') -> Path:
    (root / "general").mkdir()
    (root / "made-up").mkdir()
    (root / "general" / "all.toml").write_text(general, encoding="utf-8")
    (root / "made-up" / "topic.toml").write_text(topic, encoding="utf-8")
    return root


def test_a_topic_of_its_own_is_read(tmp_path: Path) -> None:
    index = ActorIndex(read("made-up", tables(tmp_path, PARTY + PERSON + '[groups]\nbelligerents = ["both sides"]\n')))
    mentions = index.find("Aland and Beland: Oak says both sides agree.", None)
    assert [m.party for m in mentions] == ["AAA", "BBB", "AAA", ""]
    assert mentions[-1].members == ("AAA", "BBB")


@pytest.mark.parametrize(
    ("general", "topic", "message"),
    [
        (PARTY.replace('"Beland"]', '"Beland", "Aland"]'), "", "general/all.toml: 'Aland' is listed for BBB"),
        (PARTY + PERSON.replace("AAA", "ZZZ"), "", "general/all.toml: person.ann-oak: unknown party 'ZZZ'"),
        (
            PARTY + PERSON + 'offices = [{ title = "president", from = "2020" }]',
            "",
            "person.ann-oak.offices: '2020' is no date",
        ),
        (PARTY + PERSON + 'offices = [{ title = "president", from = 2020-02-30 }]', "", "general/all.toml: "),
        (
            PARTY + PERSON + 'offices = [{ title = "x", from = 2021-01-01, to = 2020-01-01 }]',
            "",
            "ends on 2020-01-01 before",
        ),
        (PARTY + '[party.CCC]\nname = "Celand"\nkind = "planet"', "", "party.CCC: 'planet' is no kind of party"),
        (PARTY + '[party.CCC]\nname = "Celand"\nalias = ["C"]', "", "party.CCC: unknown key 'alias'"),
        (PARTY + '[party.CCC]\naliases = ["C"]', "", "party.CCC.name: expected some text"),
        (
            PARTY + '[party.CCC]\nname = "C"\nstate = "ZZZ"',
            "",
            "general/all.toml: party.CCC.state: unknown party 'ZZZ'",
        ),
        (
            PARTY + '[party.CCC]\nname = "C"\nkind = "armed"\n[party.DDD]\nname = "D"\nstate = "CCC"',
            "",
            "general/all.toml: party.DDD.state: CCC is no state",
        ),
        (PARTY, 'belligerents = ["AAA", "ZZZ"]', "made-up/topic.toml: belligerents: unknown party 'ZZZ'"),
        (PARTY, '[sides]\na = ["AAA"]\nb = ["AAA"]', "made-up/topic.toml: sides: AAA is on two sides"),
        ("[party.AAA", "", "general/all.toml: "),
    ],
)
def test_a_mistake_is_told_with_file_and_entry(tmp_path: Path, general: str, topic: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"\.toml: ") as caught:
        read("made-up", tables(tmp_path, general, topic))
    assert message in str(caught.value)


def test_an_unknown_topic_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such topic: 'nowhere'"):
        read("nowhere", tables(tmp_path, PARTY))


def test_the_shipped_tables_hold_all_states_and_many_persons() -> None:
    index = ActorIndex.load("ukraine")
    states = [party for party in index.parties.values() if party.kind == "state"]
    assert len(states) == 250  # ISO 3166 and Kosovo
    assert all(len(party.id) == 3 and party.id.isupper() for party in states)
    assert len(index.persons) >= 150
    assert {
        "NATO",
        "EU",
        "UN",
        "AU",
        "OSCE",
        "ICRC",
        "WEST",
        "HAMAS",
        "HOUTHI",
        "RSF",
        "M23",
        "TALIBAN",
    } <= index.parties.keys()
    assert index.parties["RUS"].side != index.parties["UKR"].side


def test_every_alias_has_its_source_and_every_person_an_own_id() -> None:
    index = ActorIndex.load("ukraine")
    assert all(row.source_file.endswith(".toml") and row.party in index.parties for row in index.aliases())
    assert all(key == person.id and key.isascii() and key == key.lower() for key, person in index.persons.items())
    assert any(row.alias == "Vlodomyer Zelensky" for row in index.aliases())
