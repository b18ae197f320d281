"""Coding what is new and storing it: one transaction a run."""

from __future__ import annotations

from collections.abc import Sequence
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
from warehouse.records import CodedArticle, Load, LoadTally, RunInfo
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


def store(warehouse: Warehouse, run: RunInfo, intake: Intake, tagger: Tagger) -> Stored:
    """Code the articles that this ruleset has not coded yet and load everything in one transaction."""
    articles = [with_plausible_date(article, run.started_at.date()) for article in intake.articles]
    new = _uncoded(warehouse, articles, tagger.ruleset)
    coded: list[CodedArticle] = []
    rejections = list(intake.rejections)
    for done, result in enumerate(code(new, tagger)):
        report("coding", done, len(new))
        if isinstance(result, Rejection):
            rejections.append(result)
        else:
            article, coding = result
            coded.append(CodedArticle(article, coding))
    report("storing")
    batch = Load(
        run=run,
        coded=coded,
        rejections=rejections,
        actors=actor_rows(),
        aliases=alias_rows(),
        scores=tagger_scores(),
        rules=rule_rows(run.ruleset),
        topics=topic_rows(),
        feed_events=intake.feed_events,
        retrievals=intake.retrievals,
        articles_seen=len(intake.articles),
    )
    return Stored(warehouse.load(batch), tuple(rejections))


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
