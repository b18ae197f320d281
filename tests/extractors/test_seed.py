"""The seeds and their manifest: golden articles, and every slip told with its line.

After a wanted change write the golden articles anew, and read the difference:

    python -m tests.extractors.test_seed
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import Article, DateInterval, Rejection
from extractors.seed import SeedEntry, article_from_bytes, read_manifest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
GOLDEN = ROOT / "tests" / "golden" / "articles"
ENTRIES, REJECTIONS = read_manifest((SEEDS / "manifest.toml").read_text("utf-8"), "manifest.toml")
# A made-up entry; nothing in these tests but the seeds is a real article.
MINIMAL = '[[seed]]\nid = "a"\nfile = "a.txt"\n'


def seed_article(entry: SeedEntry) -> Article:
    article = article_from_bytes((SEEDS / entry.file).read_bytes(), entry.file, entry)
    assert isinstance(article, Article)
    return article


def written(article: Article) -> str:
    return json.dumps(asdict(article), ensure_ascii=False, indent=2, default=str) + "\n"


def slips(text: str) -> list[tuple[int | None, str]]:
    _, rejections = read_manifest(text, "m.toml")
    assert all((r.reason, r.origin) == ("malformed-manifest", "m.toml") for r in rejections)
    return [(r.line, r.detail) for r in rejections]


def test_the_manifest_names_every_seed_and_has_no_slip() -> None:
    assert REJECTIONS == ()
    assert sorted(entry.file for entry in ENTRIES) == sorted(path.name for path in SEEDS.glob("*.txt"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_each_seed_gives_its_golden_article(entry: SeedEntry) -> None:
    assert written(seed_article(entry)) == (GOLDEN / f"seed-{entry.id}.json").read_text("utf-8")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_each_seed_keeps_its_bytes_and_its_title(entry: SeedEntry) -> None:
    article = seed_article(entry)
    assert article.text.encode() == (SEEDS / entry.file).read_bytes()
    assert article.title is None or article.title in article.text


def test_the_seeds_are_dated_as_closely_as_is_known() -> None:
    known = {entry.id: entry.published for entry in ENTRIES}
    spans = {seed: (span.first, span.last, span.precision, span.basis) for seed, span in known.items() if span}
    assert spans == {
        "000": (date(2022, 12, 22), date(2022, 12, 22), "day", "inferred"),
        "001": (date(2024, 5, 24), date(2024, 5, 24), "day", "inferred"),
        "002": (date(2024, 2, 12), date(2024, 2, 18), "week", "inferred"),
        "003": (date(2024, 2, 1), date(2024, 3, 31), "interval", "printed"),
        "004": (date(2022, 12, 2), date(2022, 12, 2), "day", "inferred"),
    }
    assert all(span and (span.note or span.basis == "printed") for span in known.values())


def test_a_minimal_entry_is_undated_and_of_unknown_kind() -> None:
    entries, rejections = read_manifest(MINIMAL, "m.toml")
    assert rejections == ()
    assert entries == (SeedEntry("a", "a.txt", None, None, (), "unknown", None, 1),)


def test_a_week_is_the_iso_week_around_the_day() -> None:
    text = MINIMAL + 'published_on = 2024-02-14\nprecision = "week"\nbasis = "printed"\n'
    (entry,), _ = read_manifest(text, "m.toml")
    assert entry.published == DateInterval(date(2024, 2, 12), date(2024, 2, 18), "week", "printed")


DATED = "published_on = 2024-02-14\n"


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ('titel = "x"', 4, 'did you mean "title"?'),
        ("title = 3", 4, '"title" must be a text'),
        ('title = " "', 4, "not empty"),
        ('authors = "A. Nobody"', 4, "must be a list"),
        ('kind = "opinon"', 4, 'did you mean "opinion"?'),
        ("# a comment\npublished_on = 2024-02-30", 5, "not valid TOML"),
        ('published_on = "24 May"\nbasis = "printed"', 4, "must be a date"),
        ("published_on = 0001-01-01\nbasis = 'printed'", 4, "must be a date"),
        ("published_on = 2024-05-24T10:00:00\nbasis = 'printed'", 4, "must be a date"),
        (DATED, 1, "needs its \"basis\""),
        (DATED + 'basis = "guessed"', 5, "must be one of"),
        (DATED + 'basis = "inferred"', 5, 'needs a "note"'),
        (DATED + 'basis = "printed"\nprecision = "interval"', 6, "published_first"),
        (DATED + 'published_last = 2024-02-15\nbasis = "printed"', 5, "exclude each other"),
        ('published_first = 2024-02-15\nbasis = "printed"', 4, "needs both"),
        ('published_first = 2024-02-15\npublished_last = 2024-02-14\nbasis = "page"', 5, "lies before"),
        ('published_first = 2024-02-01\npublished_last = 2024-02-14\nprecision = "day"\nbasis = "page"', 6, "interval"),
        ('title = "unclosed', 4, "not valid TOML"),
        ("[seed.more]\nx = 1", 4, 'unknown key "more"'),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_line_and_the_other_entries_load(lines: str, line: int, words: str) -> None:
    text = MINIMAL + lines + '\n\n[[seed]]\nid = "b"\nfile = "b.txt"\n'
    entries, _ = read_manifest(text, "m.toml")
    (slip,) = slips(text)
    assert slip[0] == line
    assert words in slip[1]
    assert [entry.id for entry in entries] == ["b"]


def test_what_is_missing_is_told_at_the_header() -> None:
    assert slips('# c\n[[seed]]\ntitle = "x"\n') == [
        (2, 'the key "id" is missing'),
        (2, 'the key "file" is missing'),
    ]


def test_an_id_and_a_file_serve_once() -> None:
    again = '[[seed]]\nid = "a"\nfile = "other.txt"\n[[seed]]\nid = "c"\nfile = "a.txt"\n'
    assert [(line, detail[:6]) for line, detail in slips(MINIMAL + again)] == [(5, "the id"), (9, "the fi")]


@pytest.mark.parametrize("file", ["../secret.txt", "/etc/passwd", "a/../../b", "..\\b"])
def test_a_file_stays_in_the_folder(file: str) -> None:
    (slip,) = slips(f"[[seed]]\nid = 'a'\nfile = '{file}'\n")
    assert slip[0] == 3
    assert "leaves the manifest's folder" in slip[1]


def test_stray_text_is_told_and_comments_are_not() -> None:
    assert slips("# only a comment\n\n" + MINIMAL) == []
    assert slips("version = 1\n" + MINIMAL)[0][0] == 1
    assert slips('\n[[sead]]\nid = "a"\n')[0] == (2, '"sead" stands outside any [[seed]] entry (did you mean "seed"?)')
    assert slips("[[seed]]\n")[0] == (1, "the entry is empty")


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    entries, rejections = read_manifest("\ufeff" + MINIMAL.replace("\n", "\r\n"), "m.toml")
    assert (len(entries), rejections) == (1, ())


@given(st.text(max_size=200))
def test_any_text_ends_in_entries_or_rejections(text: str) -> None:
    read_manifest(text, "m.toml")
    for _, rejections in (read_manifest(MINIMAL + text, "m.toml"), read_manifest("[[seed]]\nid = " + text, "m.toml")):
        assert all(r.line is not None and r.line >= 1 for r in rejections)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "no-text"),
        ("\u00a0\u2003—\n".encode(), "no-text"),
        (b"1234 567", "no-text"),
        (b"Words\x00and more", "binary"),
        (b"%PDF-1.7 words", "binary"),
        ("Words".encode("utf-16"), "binary"),
        (b"\x01\x02\x03\x04 ab", "binary"),
        (b"word " * 1_000_001, "too-large"),
    ],
)
def test_what_is_no_text_is_rejected_by_name(body: bytes, reason: str) -> None:
    result = article_from_bytes(body, "a.txt", None)
    assert isinstance(result, Rejection)
    assert (result.reason, result.origin) == (reason, "a.txt")


def test_bytes_that_are_not_utf8_are_replaced_and_flagged() -> None:
    article = article_from_bytes("Fictional café said no.".encode("latin-1"), "a.txt", None)
    assert isinstance(article, Article)
    assert article.text == "Fictional caf\ufffd said no."
    assert article.flags == ("decoded-with-replacement",)


def test_a_file_without_an_entry_is_undated_and_known_by_its_bytes() -> None:
    one, same, other = (article_from_bytes(body, name, None) for body, name in ((b"A", "x"), (b"A", "y"), (b"B", "x")))
    assert isinstance(one, Article)
    assert isinstance(same, Article)
    assert isinstance(other, Article)
    assert (one.published, one.kind, one.title) == (None, "unknown", None)
    assert one.article_id.startswith("file:")
    assert one.article_id == same.article_id != other.article_id


@given(st.text(min_size=1, max_size=200).filter(lambda text: not text.startswith("\ufeff")))
def test_a_text_is_kept_as_it_stands_or_rejected(text: str) -> None:
    for body in (text.encode("utf-8", "replace"), b"\xef\xbb\xbf" + text.encode("utf-8", "replace")):
        result = article_from_bytes(body, "a.txt", None)
        assert isinstance(result, Rejection) or result.text == text.encode("utf-8", "replace").decode()


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_named_value(body: bytes) -> None:
    assert isinstance(article_from_bytes(body, "a.txt", None), Article | Rejection)


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for one_entry in ENTRIES:
        (GOLDEN / f"seed-{one_entry.id}.json").write_text(written(seed_article(one_entry)), "utf-8")
