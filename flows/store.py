"""Coding what is new and storing it: one transaction a part, a run in as many parts as it comes in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.metadata import version

from extractors.identity import version_id
from extractors.records import Article, Rejection
from extractors.stance import Tagger
from flows.clock import now
from flows.coding import code
from flows.curated import actor_rows, alias_rows, rule_rows, tagger_scores, topic_rows
from flows.intake import Intake
from flows.progress import report
from flows.stories import with_stories
from warehouse.records import CodedArticle, Load, LoadTally, Retrieval, RunInfo
from warehouse.rows import distinct_articles
from warehouse.store import Warehouse
from warehouse.stored import undone_versions

EARLIEST = date(1950, 1, 1)


def begin(run_id: str, trigger: str, tagger: Tagger) -> RunInfo:
    """Describe a run that begins now."""
    return RunInfo(run_id, trigger, now(), version("parley"), tagger.ruleset)


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing brought: the load's tally, and all that was rejected on the way."""

    tally: LoadTally
    rejections: tuple[Rejection, ...]
    waiting: int = 0  # feeds that were not asked, for they are not due yet


def store(warehouse: Warehouse, run: RunInfo, intake: Intake, tagger: Tagger) -> Stored:
    """Code the articles that this ruleset has not coded yet and load everything in one transaction."""
    return store_each(warehouse, run, (intake,), tagger)


def store_each(warehouse: Warehouse, run: RunInfo, intakes: Iterable[Intake], tagger: Tagger) -> Stored:
    """Store what comes in part by part, each in one transaction: the first as the run itself, then RUN/2, RUN/3.

    What is committed stays, whatever becomes of the rest. Where nothing comes in, the run's event alone is stored.
    """
    stored: Stored | None = None
    for number, intake in enumerate(intakes, 1):
        part = run if number == 1 else replace(run, run_id=f"{run.run_id}/{number}")
        done = _store_part(warehouse, part, intake, tagger, curated=number == 1)
        stored = _together(stored, done) if stored else done
    return stored or _store_part(warehouse, run, Intake((), ()), tagger, curated=True)


def _store_part(warehouse: Warehouse, run: RunInfo, intake: Intake, tagger: Tagger, *, curated: bool) -> Stored:
    articles = [with_plausible_date(article, run.started_at.date()) for article in intake.articles]
    new = _uncoded(warehouse, articles, tagger.ruleset)
    coded: list[CodedArticle] = []
    rejections = list(intake.rejections)
    for done, result in enumerate(code(new, tagger)):
        report("coding", done, len(new))
        if isinstance(result, Rejection):
            rejections.append(result)
        else:
            coded.append(CodedArticle(*result))
    report("storing")
    new_ids = {one.article_id for one in new}
    seen_on = {one.article_id: one.fetched_at.date() for one in intake.retrievals if one.status is not None}
    placed, signatures = with_stories(warehouse, run.run_id, distinct_articles(coded), seen_on)
    batch = Load(
        run=run,
        coded=placed,
        rejections=rejections,
        feed_events=intake.feed_events,
        articles_seen=len(intake.articles) + intake.as_before,
        retrievals=[one for one in intake.retrievals if _is_news(one, new_ids)],
        signatures=signatures,
    )
    tally = warehouse.load(_with_curated(batch) if curated else batch)
    return Stored(tally, tuple(rejections), intake.waiting)


def _is_news(one: Retrieval, new_ids: Set[str]) -> bool:
    """Say whether a retrieval is to be kept: of a file that is read again and again, only what is coded or rejected."""
    return one.status is not None or one.rejection is not None or one.article_id in new_ids


def _with_curated(batch: Load) -> Load:
    """Add what people curate beside the code; it is the same for every part of a run."""
    return replace(
        batch,
        actors=actor_rows(),
        aliases=alias_rows(),
        scores=tagger_scores(),
        rules=rule_rows(batch.run.ruleset),
        topics=topic_rows(),
    )


def _together(one: Stored, other: Stored) -> Stored:
    a, b = one.tally, other.tally
    tally = replace(
        a,
        committed_at=b.committed_at,
        changed=a.changed or b.changed,
        articles_seen=a.articles_seen + b.articles_seen,
        articles_added=a.articles_added + b.articles_added,
        versions_added=a.versions_added + b.versions_added,
        codings_added=a.codings_added + b.codings_added,
        signals_added=a.signals_added + b.signals_added,
        rejections_added=a.rejections_added + b.rejections_added,
        repeated=a.repeated + b.repeated,
    )
    return Stored(tally, one.rejections + other.rejections, one.waiting + other.waiting)


def with_plausible_date(article: Article, today: date) -> Article:
    """Return the article, undated and flagged if its date lies before `EARLIEST` or after tomorrow."""
    published = article.published
    if published is None or EARLIEST <= published.first <= today + timedelta(days=1):
        return article
    return replace(article, published=None, flags=(*article.flags, "implausible-date"))


def _uncoded(warehouse: Warehouse, articles: Sequence[Article], ruleset: str) -> list[Article]:
    """Leave out what this ruleset has coded, even where an undo has put an earlier coding back in force."""
    by_version = {version_id(article): article for article in articles}
    uncoded = warehouse.uncoded(tuple(by_version), ruleset)
    uncoded -= undone_versions(warehouse, tuple(uncoded), ruleset)
    return [article for key, article in by_version.items() if key in uncoded]
