"""Makes up news of a war that there is not, with the skew that news has: for measuring the warehouse at size.

Few outlets print much and many print little, few actors say most, weeks burst and go quiet, one article in ten is a
reprint. The same seed gives the same articles; they come in the order of their dates, as they would from feeds.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from extractors.records import (
    CONDITIONS,
    SIGNAL_TYPES,
    Article,
    Coding,
    Condition,
    DateInterval,
    Ownership,
    Sentence,
    Signal,
    SignalType,
    Voice,
)
from warehouse.records import ActorRow, CodedArticle

FIRST_MONDAY = date(2019, 1, 7)
WEEKS = 312
REPRINTED = 0.1
TEXT_LENGTH = 2_000
SIGNALS = (0, 1, 2, 3, 4, 5, 6, 8, 10, 14)  # of an article; five on average
SIGNAL_WEIGHTS = (12, 8, 10, 11, 12, 12, 11, 10, 9, 5)
ACTORS = ("ALD", "BOR", "MED", "NOR", "UNI", "CAP", "DEL", "EST", "FRE", "GAL", "HAR", "IND")
VOICE_WEIGHTS: dict[Voice, int] = {
    "own": 40, "narrated": 30, "third-party": 12, "adversary": 8, "anonymous": 5, "analyst": 3, "author": 2,
}  # fmt: skip
SAID: dict[SignalType, str] = {
    "agreement": "{a} signed the accord with {t}", "talks": "{a} resumed its talks with {t}",
    "concession": "{a} dropped its claim against {t}", "offer": "{a} offered {t} a truce",
    "willing": "{a} is ready to negotiate with {t}", "mediate": "{a} would mediate for {t}",
    "endorse": "{a} welcomed the plan of {t}", "appeal": "{a} urged {t} to negotiate",
    "demand": "{a} asked that {t} withdraw first", "doubt": "{a} called the offer of {t} a ploy",
    "reject": "{a} rejected the proposal of {t}", "suspend": "{a} broke off its talks with {t}",
    "threat": "{a} warned {t} of what comes if talks fail",
}  # fmt: skip
RULESET = "r-made-up"
SYLLABLES = tuple(a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "an", "en", "or", "ist", "ul"))


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper of the made-up world."""

    name: str
    country: str
    ownership: Ownership


def actor_rows() -> list[ActorRow]:
    """The parties, and three persons for each."""
    parties = [ActorRow(actor, "party", f"{actor.title()}land", side=f"side-{n % 2}") for n, actor in enumerate(ACTORS)]
    persons = [ActorRow(_person(actor, n), "person", f"{actor.title()} Speaker {n}", party=actor)
               for actor in ACTORS for n in range(3)]  # fmt: skip
    return parties + persons


def batches(articles: int, size: int, seed: int = 4, first_week: int = 0) -> Iterator[list[CodedArticle]]:
    """So many articles with their codings, in batches; of all weeks, or of those from one on."""
    maker = _Maker(random.Random(seed))
    batch: list[CodedArticle] = []
    for day in maker.days(articles, first_week):
        batch.append(maker.article(day))
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        vocabulary = sorted({"".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3)))) for _ in range(6_000)})
        chance.shuffle(vocabulary)
        self.vocabulary = vocabulary
        self.word_weights = _zipf(len(vocabulary))
        owners: tuple[Ownership, ...] = ("private", "private", "public", "state", "ngo")
        self.outlets = [
            Outlet(f"The {vocabulary[n].title()} {chance.choice(('Post', 'Herald', 'News'))} {n}",
                   chance.choice(("GBR", "USA", "FRA", "DEU", "IND", "TUR")), chance.choice(owners))
            for n in range(400)
        ]  # fmt: skip
        self.outlet_weights = _zipf(len(self.outlets))
        self.actor_weights = _zipf(len(ACTORS))
        self.recent: list[CodedArticle] = []
        self.made = 0

    def days(self, articles: int, first_week: int) -> Iterator[date]:
        """The days of publication, in order, with weeks that burst and weeks that are quiet."""
        weights = [self.chance.lognormvariate(0, 0.8) if week >= first_week else 0 for week in range(WEEKS)]
        counts = [0] * WEEKS
        for week in self.chance.choices(range(WEEKS), weights=weights, k=articles):
            counts[week] += 1
        for week, count in enumerate(counts):
            offsets = sorted(self.chance.choices(range(7), weights=(6, 6, 6, 6, 5, 2, 2), k=count))
            yield from (FIRST_MONDAY + timedelta(days=7 * week + offset) for offset in offsets)

    def article(self, day: date) -> CodedArticle:
        """An article of that day, or another outlet's copy of a recent one."""
        self.made += 1
        outlet = self.chance.choices(self.outlets, cum_weights=self.outlet_weights)[0]
        if self.recent and self.chance.random() < REPRINTED:
            first = self.chance.choice(self.recent)
            return replace(first, article=self._placed(first.article, outlet, day))
        title, text, coding = self._written()
        article = Article(
            f"url:{self.made:016x}", text, title, outlet.name, ("A. Writer",), "news", None, None, "feed",
            hashlib.sha256(text.encode()).hexdigest(), (), None, None, "en",
        )  # fmt: skip
        coded = CodedArticle(self._placed(article, outlet, day), coding)
        self.recent = [*self.recent[-199:], coded]
        return coded

    def _placed(self, article: Article, outlet: Outlet, day: date) -> Article:
        chance = self.chance.random()
        published: DateInterval | None = DateInterval(day, day, "day", "feed")
        if chance < 0.03:
            published = DateInterval(day, day + timedelta(days=20), "interval", "inferred", "made up")
        elif chance < 0.04:
            published = None
        key = f"{self.made:016x}"
        return replace(
            article, article_id=f"url:{key}", url=f"https://{key[-3:]}.example/{key}", outlet=outlet.name,
            country=outlet.country, ownership=outlet.ownership, published=published,
        )  # fmt: skip

    def _written(self) -> tuple[str, str, Coding]:
        words = iter(self.chance.choices(self.vocabulary, cum_weights=self.word_weights, k=400))
        wanted = self.chance.choices(SIGNALS, weights=SIGNAL_WEIGHTS)[0]
        has_headline_signal = wanted > 1 and self.chance.random() < 0.3
        signals: list[Signal] = []
        parts: list[str] = []
        length = 0
        if has_headline_signal:
            signals.append(self._signal(0, is_headline=True, parts=parts))
            title = parts[0]
        else:
            title = " ".join(next(words) for _ in range(7)).capitalize()
            parts.append(title)
        parts.append("\n\n")
        length = sum(map(len, parts))
        gap = max(1, int((TEXT_LENGTH - length - 50 * wanted) / (6 * (wanted + 1))))
        for _ in range(wanted - len(signals)):
            filler = " ".join(next(words) for _ in range(gap)).capitalize() + ". "
            parts.append(filler)
            length += len(filler)
            signals.append(self._signal(length, is_headline=False, parts=parts))
            length = signals[-1].char_end + 2
            parts.append(". ")
        rest = " ".join(word for word, _ in zip(words, range(max(1, (TEXT_LENGTH - length) // 6)), strict=False))
        text = "".join((*parts, rest.capitalize(), "."))
        sentences = tuple(Sentence(one.char_start, one.char_end, 0) for one in signals)
        return title, text, Coding(RULESET, tuple(signals), sentences, ())

    def _signal(self, start: int, *, is_headline: bool, parts: list[str]) -> Signal:
        chance = self.chance
        kind = chance.choice(SIGNAL_TYPES)
        actor, target = chance.choices(ACTORS, cum_weights=self.actor_weights, k=2)
        voice = chance.choices(tuple(VOICE_WEIGHTS), weights=tuple(VOICE_WEIGHTS.values()))[0]
        words = SAID[kind].format(a=_name(actor), t=_name(target))
        parts.append(words)
        tied: tuple[Condition, ...] = (chance.choice(CONDITIONS),) if chance.random() < 0.3 else ()
        stated = voice if voice in ("analyst", "author") else actor
        return Signal(
            start, start + len(words), kind, stated, _person(actor, chance.randrange(3)) if voice == "own" else None,
            None if chance.random() < 0.3 else target,
            {"own": actor, "narrated": "author", "third-party": target, "adversary": target}.get(voice, voice),
            "narration" if voice == "narrated" else "indirect", tied,
            "background" if chance.random() < 0.1 else "current", round(chance.uniform(0.3, 0.9), 2), f"{kind}.made-up",
            voice, is_headline,
        )  # fmt: skip


def _name(actor: str) -> str:
    return f"{actor.title()}land"


def _person(actor: str, number: int) -> str:
    return f"{actor.lower()}-speaker-{number}"


def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, count + 1)))
