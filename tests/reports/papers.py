"""Made-up articles: no party, person, outlet or word in here is real."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from extractors.records import CONDITIONS, SIGNAL_TYPES
from reports import rows
from tests.reports.weeks import RULESET, Coded, Given, Paper

WEEK = "2031-W20"  # 12–18 May 2031
BEFORE = "2031-W19"
EMPTY = "2031-W30"


def offer(evidence: str = "We will sit down tomorrow if they stop shelling") -> Coded:
    """Ostmark offers talks, in its own words."""
    return Coded(evidence, "offer", "OST", "OST", "WES", "ada-example", "direct", conditions=("ceasefire-first",))


def refusal() -> Coded:
    """Westmark refuses, as the article tells it."""
    return Coded("Westmark turned the offer down", "reject", "WES", "author", "OST", None, "narration")


def doubt() -> Coded:
    """Westmark calls Ostmark insincere."""
    return Coded("They want a pause to dig in, not a peace", "doubt", "WES", "WES", "OST", "ben-sample", "direct")


def paper(number: int, day: date, *signals: Coded, outlet: str | None = "Example Courier") -> Paper:
    """Make a plain article."""
    return Paper(
        f"url:{number:016x}", day, day, signals, f"Made-up report {number}", outlet, url=f"https://news.example/{number}",
        authors=("Cleo Placeholder",),
    )  # fmt: skip


def busy() -> list[Paper]:
    """Give two weeks with enough stories on both sides to compare, and one of every kind of voice."""
    earlier = [paper(number, date(2031, 5, 6), refusal(), offer()) for number in range(3)]
    now = [
        paper(11, date(2031, 5, 12), offer(), doubt()),
        paper(12, date(2031, 5, 14), offer("Our delegation is ready to leave"), outlet="Sample Gazette"),
        paper(13, date(2031, 5, 16), offer(), refusal(), *others()),
    ]
    vague = Paper(
        "file:vague", date(2031, 5, 12), date(2031, 6, 30), [offer()], "A look back and ahead", "Sample Review",
        kind="feature", precision="interval", note="“May/June 2031”",
    )  # fmt: skip
    return [*earlier, *now, vague, Paper("file:undated", None, None, [offer()], "A leaflet without a date", basis=None)]


def others() -> tuple[Coded, ...]:
    """Give signals of every voice that stays out of net stance."""
    return (
        Coded("Two diplomats said Ostmark would freeze the line", "concession", "OST", "anonymous", None, None,
              conditions=("frontline-freeze",)),
        Coded("Westmark will never sign, Ostmark said", "reject", "WES", "OST", "OST"),
        Coded("Ostmark is tired of the war, said Dan Fiction of a think tank", "willing", "OST", "analyst"),
        Coded("This may be a ploy", "doubt", "author", "author", "OST", None, "narration"),
        Coded("In 2029 both had nearly signed", "talks", "OST", "author", "WES", None, "narration", "background"),
        Coded("Ostmark to talk", "willing", "OST", "author", None, None, "narration", is_headline=True),
    )  # fmt: skip


def full() -> list[Paper]:
    """Give a week that has something to say in every section: two kinds of owner, a reprint, a turn, labels."""
    refused = [
        paper(number, date(2031, 5, 7), Coded(f"Ostmark will not withdraw, report {number}", "reject", "OST", "OST",
              "WES", conditions=("withdrawal",)))
        for number in range(30, 33)
    ]  # fmt: skip
    turned = [
        replace(
            paper(40 + number, date(2031, 5, 13 + number), Coded(
                f"Ostmark would pull back its troops, report {number}", "concession", "OST", "OST", "WES",
                "ada-example", "direct", conditions=("withdrawal",))),
            outlet=outlet, ownership=owner, country=country,
        )
        for number, (outlet, owner, country) in enumerate(
            [("Example Courier", "private", "WES"), ("Sample Gazette", "private", "WES"),
             ("State Voice", "state", "OST")]
        )
    ]  # fmt: skip
    blame = [
        replace(paper(50 + number, date(2031, 5, 15), replace(doubt(), actor="OST", speaker="OST", target="WES",
                evidence=f"Westmark only plays for time, bulletin {number}")),
                outlet=f"State Voice {number}", ownership="state", country="OST")
        for number in range(2)
    ]  # fmt: skip
    titled = replace(
        paper(60, date(2031, 5, 16), Coded("Westmark open to talks", "willing", "WES", "author", None, None,
              "narration", is_headline=True), refusal(), doubt(), replace(offer("We added this one"), label="missed"),
              replace(offer("They sit down on Monday"), label="corrected")),
        outlet="Sample Gazette", ownership="private", country="WES", title="Westmark open to talks",
    )  # fmt: skip
    copy = replace(turned[0], id="url:copy", outlet="Placeholder Post", story="story:" + turned[0].id, signals=[])
    return [*busy(), *refused, *turned, *blame, titled, copy]


def given_full() -> Given:
    """Give what else a full week has: feeds in trouble and what analysts said."""
    return replace(
        given(),
        feeds=(
            rows.FeedRow("Example wire", "https://news.example/rss", "silent", datetime(2031, 5, 9, tzinfo=UTC),
                         "nothing new for 9 days; usually every 3 hours"),
        ),
        reviewed=tuple(
            rows.ReviewedRow(verdict, n, ()) for verdict, n in (("corrected", 1), ("missed", 1), ("right", 2))
        ),
    )  # fmt: skip


def thin() -> list[Paper]:
    """Give a week of one article of one outlet, with weeks before it."""
    return [*(one for one in busy() if one.first == date(2031, 5, 6)), paper(71, date(2031, 5, 13), offer())]


def first_ever() -> list[Paper]:
    """Give the first week that was ever read."""
    return [one for one in busy() if one.first and one.first >= date(2031, 5, 12)]


def single_source() -> list[Paper]:
    """Give a week in which one outlet alone was read."""
    return [
        paper(80 + number, date(2031, 5, 12 + number), offer(f"We are ready, we said {number} times"), doubt())
        for number in range(4)
    ]


def only_history() -> list[Paper]:
    """Give a week that retells the past and brings nothing new."""
    old = (replace(offer(), timing="background"), replace(refusal(), timing="background"))
    return [paper(90, date(2031, 5, 14), *old)]


def large() -> list[Paper]:
    """Give a week of 5,000 signals in 1,000 articles of 40 outlets and 8 parties."""
    parties = ("OST", "WES", "NOR", "SUD", "MID", "OBE", "UNT", "AUS")
    return [
        replace(
            paper(1000 + number, date(2031, 5, 12 + number % 7), *(
                Coded(f"Statement {number}-{place} on the talks of spring", SIGNAL_TYPES[(number + 5 * place) % 13],
                      parties[(number * place) % 8], parties[(number * place) % 8], parties[(number + 1) % 8],
                      conditions=(CONDITIONS[number % 16],) if place == 0 else ())
                for place in range(5)
            )),
            outlet=f"Courier {number % 40}", ownership=("private", "public", "state")[number % 3],
            country=("OST", "WES")[number % 2],
        )
        for number in range(1000)
    ]  # fmt: skip


def vague_only() -> list[Paper]:
    """Give a week in which the only article could belong to several weeks."""
    return [one for one in busy() if one.id == "file:vague"]


def hostile() -> list[Paper]:
    """Give articles whose every text tries to be something else."""
    words = (
        "<script>alert(1)</script> [x](javascript:alert(2)) | `code` **bold** ![i](https://evil.example/p.png) @all "
        "<!channel> <@U12345> <https://evil.example|press here>"
    )
    return [
        Paper("url:script", date(2031, 5, 12), date(2031, 5, 12), [Coded(words, "offer", "OST", "OST")],
              "<script>alert(3)</script><img src=x onerror=alert(4)>", "Out\"><b>let", ("<i>by</i> | line",),
              url="javascript:alert(5)", note="<u>note</u>", ownership="<i>state</i> | [x](y)", country="@all <b>"),
        Paper("url:long", date(2031, 5, 13), date(2031, 5, 13),
              [Coded("word " * 3000, "reject", "WES", "WES"), Coded("x" * 10_000, "threat", "WES", "WES")],
              "A" * 10_000, "# Heading\n- item", url="https://news.example/(a)b]c", ownership="private",
              country="`code`"),
        Paper("url:rtl", date(2031, 5, 14), date(2031, 5, 14),
              [Coded("\u200fنحن مستعدون للحوار\u202e txt.exe", "willing", "OST", "OST")],
              "\u202eשלום עולם\x00\x07", "https://evil.example www.evil.example", url='https://news.example/"><script>'),
        Paper("url:nul", date(2031, 5, 15), date(2031, 5, 15), [Coded("\ud800 \n\n| - |\n# no", "talks", "OST", "OST")],
              "", "data:text/html,x", url="data:text/html,<b>x</b>"),
    ]  # fmt: skip


def given() -> Given:
    """Give measured quality, rejections and a correction."""
    return Given(
        scores=(
            rows.ScoreRow("made-up set", "event.f1", 0.61, 0.5, 0.7, 40, RULESET),
            rows.ScoreRow("made-up set", "direction.accuracy", 0.8, None, None, 12, RULESET),
        ),
        rejections=(rows.RejectionRow("no-text", 2, "https://news.example/empty"),),
        corrections=(rows.CorrectionRow(BEFORE, datetime(2031, 5, 12, 6, tzinfo=UTC), 1, 0, 2, 0, 5, 7),),
    )
