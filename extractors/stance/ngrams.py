"""A second reading of a sentence: word n-grams, pieces of words and the verbs above a party, in a linear model.

The weights are fitted by `python -m bench.training`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from extractors.records import SIGNAL_TYPES, Signal, SignalType
from extractors.stance.hashed import Table, hashed
from extractors.stance.reading import Reading
from extractors.stance.slots import ANALYST, BREAK, Slot, Slotted
from extractors.stance.tokens import Parsed, word_set
from extractors.stance.weights import FOLDER

PATH = FOLDER / "ngrams.npz"
_NEGATIONS = word_set("not no n't never neither nor without")
_ABOVE = 3  # verbs above a name that are looked at
_PRIVATE = ("author", ANALYST)
_AUTHOR = Slot("author", None, ())

Key = tuple[int, str, SignalType]  # sentence, actor, type


def features(
    reading: Reading, k: int, shown: Slotted, by_rule: Iterable[Signal]
) -> Iterator[tuple[str, frozenset[int]]]:
    """Give the author and each party of the k-th sentence, `shown` with its parties as slots, with hashed features."""
    p = reading.parsed[k]
    near = [(s.signal_type, s.actor) for s in by_rule if p.char_start <= s.char_start < p.char_end]
    begins = shown.words.index(BREAK)
    words = shown.words[begins:]
    roles: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)  # of who is not named here: the same words for all
    for slot in (_AUTHOR, *shown.slots):
        ruled = (f"rule:{kind}:{'me' if actor == slot.party else 'other'}" for kind, actor in near)
        if slot.places and slot.places[0] > begins:
            yield (
                slot.party,
                hashed((*_words(words, [at - begins for at in slot.places]), *_tree(reading, p, slot), *ruled)),
            )
            continue
        role = slot.party if slot.party in _PRIVATE else "absent" if slot.party in shown.absent else "before"
        roles[role] = roles[role] or tuple(f"{role}:{name}" for n in (1, 2) for name in _runs(words, n))
        yield slot.party, hashed((*roles[role], *ruled))


def _words(words: Sequence[str], own: Sequence[int]) -> Iterator[str]:
    shown = ["ME" if i in own else word for i, word in enumerate(words)]
    for n in (1, 2, 3):
        yield from _runs(shown, n)
    for word in dict.fromkeys(shown):
        yield from (f"c:{word[i : i + 4]}" for i in range(len(word) - 3))
    for at in own:
        yield from (f"{d}:{shown[at + d]}" for d in range(-3, 6) if d and 0 <= at + d < len(shown))


def _runs(words: Sequence[str], n: int) -> Iterator[str]:
    return ("_".join(words[i : i + n]) for i in range(len(words) - n + 1))


def _tree(reading: Reading, p: Parsed, slot: Slot) -> Iterator[str]:
    """Give the verbs above the party's names, with what hangs on them."""
    for i, token in enumerate(p.tokens):
        if token.mention is None or reading.scene.mentions[token.mention].party != slot.party:
            continue
        for above in p.path(i)[1 : _ABOVE + 1]:
            verb = p.tokens[above]
            denied = not _NEGATIONS.isdisjoint(p.tokens[c].lower for c in p.children[above])
            yield f"up:{token.dep}:{'not ' if denied else ''}{verb.lemma}"
            yield from (f"down:{verb.lemma}:{p.tokens[c].dep}:{p.tokens[c].lemma}" for c in p.children[above])


def scores(reading: Reading, shown: Sequence[Slotted], by_rule: Sequence[Signal]) -> Mapping[Key, float]:
    """Give the log odds of every party, the author among them, and every type, sentence by sentence."""
    found: dict[Key, float] = {}
    for k, slots in enumerate(shown):
        for party, rows in features(reading, k, slots, by_rule):
            logits = table().logits(rows)
            found.update({(k, party, kind): x for kind, x in zip(SIGNAL_TYPES, logits.tolist(), strict=True)})
    return found


@cache
def table() -> Table:
    """Load the weights once."""
    return Table(PATH)
