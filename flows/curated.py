"""What people curate beside the code, as rows for the warehouse: actors, their names, the tagger's measured quality."""

from __future__ import annotations

from extractors.stance.actors import ActorIndex
from extractors.stance.quality import read_scores
from warehouse.records import ActorRow, AliasRow, TaggerScore


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
