"""What people curate beside the code, as rows for the warehouse: actors and their names, wordings, topics, quality."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from extractors.records import SIGNAL_TYPES
from extractors.stance.actors import ActorIndex
from extractors.stance.lexicon import TOPICS, lexicon_files
from extractors.stance.quality import read_scores
from warehouse.records import ActorRow, AliasRow, RuleRow, TaggerScore, TopicRow


def actor_rows(topic: str = "ukraine") -> list[ActorRow]:
    """Return the parties and persons that the tagger knows."""
    index = ActorIndex.load(topic)
    parties = [ActorRow(party.id, "party", party.name, side=party.side) for party in index.parties.values()]
    persons = [
        ActorRow(
            person.id,
            "person",
            person.name,
            party=person.party,
            role=person.role,
            wikidata=person.wikidata,
            valid_from=person.valid_from,
            valid_to=person.valid_to,
        )
        for person in index.persons.values()
    ]
    return parties + persons


def alias_rows(topic: str = "ukraine") -> list[AliasRow]:
    """Return the names by which the tagger finds them."""
    return [
        AliasRow(row.alias, row.party, row.person, row.valid_from, row.valid_to, row.source_file)
        for row in ActorIndex.load(topic).aliases()
    ]


def tagger_scores() -> list[TaggerScore]:
    """Return the tagger's quality as it was last measured on hand-coded text."""
    return [
        TaggerScore(score.set_name, score.measure, score.value, score.low, score.high, score.n, score.ruleset)
        for score in read_scores()
    ]


def rule_rows(ruleset: str, topic: str = "ukraine") -> list[RuleRow]:
    """Return the wordings that the tagger looks for."""
    return [
        RuleRow(row["id"], signal_type, row["pattern"], tuple(row["examples"]), ruleset)
        for table in _lexicon(topic)
        for signal_type in SIGNAL_TYPES
        for row in table.get(signal_type, ())
    ]


@cache
def _lexicon(topic: str) -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(path.read_text("utf-8")) for path in lexicon_files(topic))


def topic_rows() -> list[TopicRow]:
    """Return the conflicts that the tagger is told about."""
    return list(_topics())


def _topics() -> Iterator[TopicRow]:
    for path in sorted(TOPICS.glob("*/topic.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        yield TopicRow(path.parent.name, told["name"], tuple(told["belligerents"]), tuple(told["mediators"]))
