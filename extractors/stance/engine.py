"""Turn lexicon matches into signals, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.records import POSITIVE, Signal, SignalType
from extractors.stance.actorship import actors
from extractors.stance.clauses import clause_root, subject
from extractors.stance.conditions import Conditions, conditions_in
from extractors.stance.gate import is_elsewhere
from extractors.stance.lexicon import Entry, Lexicon
from extractors.stance.modality import force, is_bare, is_supposed, unseen
from extractors.stance.negation import negations
from extractors.stance.patterns import find
from extractors.stance.reading import Reading
from extractors.stance.references import Ref, is_generic
from extractors.stance.rules import Stance, apply, is_in_place
from extractors.stance.sources import ANONYMOUS_SOURCE, Source
from extractors.stance.spans import evidence
from extractors.stance.speaker import Said, said_by
from extractors.stance.target import target
from extractors.stance.timing import carried, timing
from extractors.stance.tokens import Parsed, word_set
from extractors.stance.voice import voice

_BINDING: frozenset[SignalType] = frozenset(
    ("talks", "agreement", "suspend", "offer", "mediate", "concession", "threat", "demand", "doubt", "reject")
)
# Acts: an infinitive alone ("too early to resume talks") does not assert them.
_DONE: frozenset[SignalType] = frozenset(
    ("talks", "agreement", "suspend", "endorse", "mediate", "offer", "concession", "reject", "appeal")
)
_SAYINGS = word_set(
    "announce signal declare vow pledge promise accuse blame warn threaten insist express voice state hint repeat "
    "reiterate stress tell describe label brand deem call denounce complain name indicate reaffirm"
)
_HOMOGRAPHS = word_set(
    "call offer demand appeal push press ban halt pause freeze plan doubt question charge swap exchange trade "
    "release return support welcome order talk host visit request plea hope wish aim desire drive blame claim end "
    "stop meeting meet agreement accept pledge promise proposal refusal rule reject back move veto walk signal"
)


_UNJOINED = 0.5  # confidence before combination.py gives the measured one
_COMPEL = word_set("force compel bring get make drive")
_ALL_SUCH = word_set("party side war conflict belligerent state country nation combatant fighting dispute government")


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that matched in a sentence."""

    entry: Entry
    head: int
    matched: frozenset[int]


class Engine:
    """Codes one article that is already parsed."""

    def __init__(self, lexicon: Lexicon, conditions: Conditions, reading: Reading) -> None:
        self._lexicon = lexicon
        self._conditions = conditions
        self._scene = reading.scene
        self._quotes = reading.quotes
        self._parsed = reading.parsed
        self._published = reading.published
        self._sources = reading.sources

    def signals(self) -> Iterator[Signal]:
        """Give the article's signals in text order."""
        return carried(self._scene.text, self._one_by_one())

    def _one_by_one(self) -> Iterator[Signal]:
        for p in self._parsed:
            try:
                found = list(self._in_sentence(p))
            except (IndexError, KeyError, ValueError, RecursionError):
                continue  # one sentence that no rule foresaw never loses the article
            yield from sorted(found, key=lambda s: (s.char_start, s.char_end, s.signal_type, s.actor))

    def _in_sentence(self, p: Parsed) -> Iterator[Signal]:
        if is_elsewhere(self._scene.text[p.char_start : p.char_end]):
            return
        found = hits(p, self._lexicon)
        taken = frozenset(i for hit in apart(found) for i in hit.matched)
        seen: set[tuple[str, str, str]] = set()
        used: set[int] = set()
        for hit in found:
            if not used.isdisjoint(hit.matched):
                continue
            if hit.entry.signal_type in POSITIVE and unseen(p, hit.head, hit.matched) is not None:
                continue
            signals = self._coded(p, hit, taken)
            if signals is None or signals:
                used |= hit.matched  # else these words may still fit a shorter entry
            for signal in signals or ():
                key = (signal.signal_type, signal.actor, signal.attribution)
                if key not in seen:
                    seen.add(key)
                    yield signal

    def _coded(self, p: Parsed, hit: Hit, taken: frozenset[int]) -> list[Signal] | None:
        """Give a hit's signals; None where the words are there but negated away, supposed or asked."""
        denial = unseen(p, hit.head, hit.matched)
        root = clause_root(p, hit.head if denial is None else denial)
        said = said_by(p, hit.head, hit.matched, taken, self._scene, self._quotes, self._sources)
        signal_type = self._type(p, hit, said)
        if signal_type is None:
            return None
        if not said.source.speaker and said.attribution == "indirect" and hit.entry.actor != "speaker":
            said = Said(ANONYMOUS_SOURCE, "indirect", ANONYMOUS_SOURCE)
        refs = actors(p, hit.entry, hit.head, hit.matched, said, self._scene)
        asserted = [ref for ref in refs if is_asserted(p, hit, said, ref, signal_type)]
        if refs and not asserted:
            return None
        found = (self._signal(p, hit, root, said, ref, refs, signal_type) for ref in asserted)
        return [signal for signal in found if signal is not None]

    def _type(self, p: Parsed, hit: Hit, said: Said) -> SignalType | None:
        if is_supposed(p, hit.head, hit.matched) or self._is_question(p, hit, said):
            return None
        if hit.entry.signal_type in _DONE and hit.entry.actor == "subject" and is_bare(p, hit.head, hit.matched):
            return None
        if negations(p, hit.head, hit.matched) % 2:
            return hit.entry.negated
        return hit.entry.signal_type

    def _is_question(self, p: Parsed, hit: Hit, said: Said) -> bool:
        end = self._scene.text[max(p.char_start, p.char_end - 3) : p.char_end]
        return "?" in end and not (said.quote is not None and hit.entry.signal_type in ("doubt", "reject"))

    def _signal(  # noqa: PLR0913, PLR0917
        self, p: Parsed, hit: Hit, root: int, said: Said, ref: Ref, refs: Sequence[Ref], signal_type: SignalType
    ) -> Signal | None:
        scene = self._scene
        within = said.source.ref if said.quote is not None and said.source.speaker else None
        places, span = evidence(p, root, hit.matched, said.quote, scene.text)
        aimed = target(
            p, places, hit.head, ref, refs, signal_type, scene, within,
            from_subject=hit.entry.target == "subject", of_object=hit.entry.actor == "object",
        )  # fmt: skip
        obliges = hit.entry.actor == "speaker" and hit.entry.target == "subject"  # "you must", "they should"
        said = as_said(p, hit, said, ref)
        if not is_in_place(hit.entry.where, Stance(signal_type, ref, aimed), said, scene):
            return None
        stance = apply(Stance(signal_type, ref, aimed), said, scene, obliges=obliges, by_author=hit.entry.by_author)
        if stance is None:
            return None
        speaker = said.source.speaker
        found = conditions_in(p, places, stance.signal_type, self._conditions, named=not hit.entry.id.endswith("-if"))
        person = stance.actor.person
        if person is None and stance.actor.party == said.source.ref.party:
            person = said.source.ref.person
        return Signal(
            span[0], span[1], stance.signal_type, stance.actor.party, person, stance.target, speaker,
            said.attribution, tuple(c for c, _, _ in found),
            timing(scene.text, span, (p.char_start, p.char_end), self._published),
            _UNJOINED, hit.entry.id,
            voice(stance.actor.party, speaker, stance.target, scene.sides), p.is_headline, found,
        )  # fmt: skip


def hits(p: Parsed, lexicon: Lexicon) -> list[Hit]:
    """Find the entries that match, by priority and then the longest first."""
    found: list[Hit] = []
    for entry in lexicon.possible({t.lower for t in p.tokens} | {t.lemma for t in p.tokens}):
        for match in find(entry.pattern, p.tokens):
            head = match.head if match.head is not None else p.top(match.tokens)
            if is_aside(p, entry, head, match.tokens) or is_of_all(p, entry, head):
                continue
            if entry.actor != "subject" or not is_mention(p, head):
                found.append(Hit(entry, head, frozenset(match.tokens)))
    found.sort(key=lambda h: (-h.entry.priority, -len(h.matched), min(h.matched), h.entry.id))
    return found


def is_aside(p: Parsed, entry: Entry, head: int, matched: Sequence[int]) -> bool:
    """Tell words that only look like the entry: "back-channel", "pointless losses", "in his meeting … and went on"."""
    token = p.tokens[head]
    if entry.actor == "subject":
        return token.pos != "VERB" and "".join(t.lower for t in p.tokens[head + 1 : head + 2]) == "-"
    if entry.actor == "possessor" and token.dep == "pobj":
        below = frozenset(p.subtree(head))
        verbs = [i for i in matched if p.tokens[i].pos in ("VERB", "AUX")]
        return bool(verbs) and below.isdisjoint(verbs)
    if entry.signal_type == "appeal" and token.dep == "xcomp" and p.tokens[token.head].lemma in _COMPEL:
        return True
    return entry.actor == "speaker" and token.dep == "amod" and token.pos == "ADJ" and len(matched) == 1


def is_of_all(p: Parsed, entry: Entry, head: int) -> bool:
    """Rule 17: what is said of "any parties" or "every war" is at most its speaker's own readiness or appeal."""
    if entry.signal_type in ("willing", "appeal"):
        return False
    found = subject(p, clause_root(p, head))
    return found is not None and p.tokens[found.token].lemma in _ALL_SUCH and is_generic(p, found.token)


def apart(found: Sequence[Hit]) -> list[Hit]:
    """Keep of overlapping hits the first."""
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in found:
        if taken.isdisjoint(hit.matched):
            kept.append(hit)
            taken |= hit.matched
    return kept


def as_said(p: Parsed, hit: Hit, said: Said, actor: Ref) -> Said:
    """Rule 25: what a party announces, warns or accuses somebody of is its word, told indirectly."""
    if said.attribution == "indirect" and actor in said.source.joint:
        own = Source(actor, actor.party)  # "both say that they are ready": each says so
        return Said(own, "indirect", own)
    if said.attribution != "narration" or actor.party in ("author", "analyst", "anonymous"):
        return said
    above = p.path(hit.head)[:4]
    lemmas = {p.tokens[i].lemma for i in (*hit.matched, *above) if p.tokens[i].pos in ("VERB", "AUX")}
    if hit.entry.signal_type in ("appeal", "offer") or not lemmas & _SAYINGS:
        return said
    own = Source(actor, actor.party)
    return Said(own, "indirect", own)


def is_mention(p: Parsed, i: int) -> bool:
    """Tell a noun that only mentions an act ("Kyiv's calls for peace") from the verb that does it (rule 18)."""
    token = p.tokens[i]
    if token.pos not in ("NOUN", "PROPN") or token.is_party:
        return False
    as_what = token.dep == "pobj" and p.tokens[token.head].lower == "as"
    if token.dep not in ("attr", "oprd", "ROOT", "dobj", "acomp") and not as_what and not p.is_headline:
        return True
    if token.lemma in _HOMOGRAPHS and token.dep == "dobj" and not p.is_headline:
        return True
    return token.lemma in _HOMOGRAPHS and any(p.tokens[c].dep in ("poss", "det", "amod") for c in p.children[i])


def is_asserted(p: Parsed, hit: Hit, said: Said, actor: Ref, signal_type: SignalType) -> bool:
    """Tell whether the modality leaves a stance: one's own "would" binds, another's forecast does not."""
    if not said.source.speaker:
        return False
    own = said.source.ref.party == actor.party
    mood = force(p, hit.head, hit.matched)
    if said.source.speaker == "analyst" and any(p.tokens[i].lower == "going" for i in hit.matched):
        return False  # "he is not going to": a forecast
    if mood == "must" and hit.entry.actor != "speaker":
        return False
    if mood == "plain" or own:
        return True
    if mood == "open":
        return said.source.speaker != "analyst" and (signal_type in _BINDING or said.source.speaker != "author")
    return signal_type == "doubt" and hit.entry.actor == "speaker"
