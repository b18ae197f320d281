"""Hostile text in every column: it is stored as it is, every view tells it, and nothing takes it for anything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extractors.records import Article, Rejection
from tests.warehouse.making import START, Clock, Said, coded, days, run
from warehouse.reader import Reader
from warehouse.records import ActorRow, AliasRow, CodedArticle, FeedEvent, Label, Load, Retrieval, TaggerScore
from warehouse.store import Warehouse

LONG = "A word, a comma; a “quote”, and so on. " * 26_000
HOSTILE = (
    "it's; DROP TABLE signal; --", '"quoted" \\"twice\\"', "nul \0 inside", '=HYPERLINK("x")', "+1", "@x", "-2",
    "$run_id %s {x}", "line\r\nbreak\ttab\u2028", "\u202eright to left \ufeff", "İß e\u0301 👩\u200d👧",
    "<script>alert(1)</script>", "NULL", " ", "\U0010ffff\ufffe", LONG,
)  # fmt: skip
RUN = run("run'; --\0")


def hostile(number: int, text: str) -> CodedArticle:
    """An article with such a text in each of its fields."""
    said = Said(f"{text} Aldania offers a truce", "offer", "ALD", conditions=("territory",))
    doubt = Said(f"Borovia doubts it. {text}", "doubt", "BOR", target="ALD")
    one = coded(f"{number}{text[:99]}", [said, doubt], replace(days(date(2022, 12, 21)), basis="inferred", note=text))
    signals = tuple(
        replace(signal, actor=f"{signal.actor}{text[:50]}", person=text, speaker=text, rule=text)
        for signal in one.coding.signals
    )
    article: Article = replace(
        one.article, title=text, outlet=text, authors=(text, text), url=f"http://example.org/{text}", origin=text,
        raw_sha256=text, flags=(text,), country=text, language=text,
    )  # fmt: skip
    return CodedArticle(article, replace(one.coding, signals=signals))


@pytest.fixture(scope="module")
def articles() -> list[CodedArticle]:
    return [hostile(number, text) for number, text in enumerate(HOSTILE)]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, articles: list[CodedArticle]) -> Path:
    home = tmp_path_factory.mktemp("hostile")
    with Warehouse.open(home / "warehouse.duckdb", now=Clock()) as warehouse:
        warehouse.load(
            Load(
                RUN,
                articles,
                [Rejection("empty", text, text, 1) for text in HOSTILE],
                [ActorRow(text, "party", text, text, text, text, text) for text in HOSTILE],
                [AliasRow(text, text, text, None, None, text) for text in HOSTILE],
                [TaggerScore(text, text, 0.5, 0.4, 0.6, 10, text) for text in HOSTILE],
                feed_events=[FeedEvent(text, text, START, "failed", detail=text, etag=text) for text in HOSTILE],
                retrievals=[Retrieval(text, text, text, 200, text, START, text, 1, told=text) for text in HOSTILE],
            )
        )
        (signals,) = [warehouse._connection.execute("FROM standing_signal SELECT signal_id, article_id, version_id")]
        labelled = [
            Label(
                str(signal), str(article), str(version), "0" * 64, 0, 1, text, "offer", text, "corrected", "offer",
                text, text, text, text, None, None, (), text, text, START,
            )
            for (signal, article, version), text in zip(signals.fetchall(), HOSTILE, strict=False)
        ]  # fmt: skip
        warehouse.load(Load(run("labels"), labels=labelled))
        assert warehouse.check() == {}
        warehouse.publish(home / "parley.duckdb")
    return home / "parley.duckdb"


@pytest.fixture
def reader(published: Path) -> Iterator[Reader]:
    with Reader.open(published) as opened:
        yield opened


def test_what_went_in_comes_out(reader: Reader, articles: list[CodedArticle]) -> None:
    found = reader.sql("SELECT title, outlet, authors, flags, language, date_note, text FROM articles").rows
    wanted = {
        (a.title, a.outlet, a.authors, a.flags, a.language, a.published.note if a.published else None, a.text)
        for a in (one.article for one in articles)
    }
    assert set(found) == wanted
    evidence = reader.sql("SELECT evidence, person, rule FROM signals WHERE signal_type = 'offer'").rows
    assert {(str(person), str(rule)) for _, person, rule in evidence} == {(text, text) for text in HOSTILE}
    assert all(str(words).endswith("Aldania offers a truce") for words, _, _ in evidence)


def test_every_view_and_macro_tells_it(reader: Reader) -> None:
    names = [str(row[0]) for row in reader.sql("SELECT view_name FROM duckdb_views() WHERE NOT internal").rows]
    assert {"signals", "articles", "disputes", "labels"} <= set(names)
    for name in names:
        assert reader.sql(f"FROM {name}").columns
    ((signal,),) = reader.sql("SELECT min(signal_id) FROM signals").rows
    assert len(reader.sql(f"FROM why('{signal}')").rows) == 1
    # No SQL can hold a NUL, and a space is in its context in every place of a megabyte.
    for text in (one for one in HOSTILE[:-1] if "\0" not in one and one.strip()):
        quoted = text.replace("'", "''")
        for macro in (f"kwic('{quoted}', 10)", f"search('{quoted}')"):
            assert reader.sql(f"FROM {macro}").columns


def test_the_run_itself_is_found_by_its_odd_id(reader: Reader) -> None:
    ((found,),) = reader.sql("SELECT run_id FROM run WHERE trigger = 'test' ORDER BY committed_at LIMIT 1").rows
    assert found == RUN.run_id
