"""How the tagger's measures stand in the page: the few that matter at once, the others folded."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reports import html
from reports.records.summary import WeeklySummary
from reports.rows import ScoreRow
from reports.summary import summarise
from reports.wording.quality import measure_name
from tests.reports import papers
from tests.reports.weeks import AS_OF, RULESET, results


def summary(*measures: str) -> WeeklySummary:
    scores = [ScoreRow("made-up set", measure, 0.5, None, None, 40, RULESET) for measure in measures]
    return summarise(papers.WEEK, AS_OF, results(papers.WEEK, papers.busy(), replace(papers.given(), scores=scores)))


def parts(*measures: str) -> tuple[str, str]:
    """Give what the section shows at once and what it folds."""
    section = html.render(summary(*measures)).partition('<h2 id="quality">')[2].partition("</section>")[0]
    found = re.search(r'<details class="more"><summary>\d+ more measure.*</details>', section, re.DOTALL)
    folded = found[0].partition("</table>")[0] if found else ""
    return section.partition('<details class="more">')[0].casefold(), folded.casefold()


def test_main_measures_stand_first_from_easy_to_hard() -> None:
    shown, folded = parts("detection_recall", "full_f1", "detection_f1", "event.f1")
    order = [shown.index(f"<td>{measure_name(name)}".casefold()) for name in ("detection_f1", "event_f1", "full_f1")]
    assert order == sorted(order)
    assert measure_name("detection_recall") not in shown
    assert "1 more measure<" in folded
    assert measure_name("detection_recall") in folded


@pytest.mark.parametrize("measures", [("person_accuracy", "detection_recall"), ("event_f1", "full_f1")])
def test_nothing_is_folded_where_all_are_of_one_kind(measures: tuple[str, ...]) -> None:
    shown, folded = parts(*measures)
    assert folded == ""
    assert all(measure_name(name).casefold() in shown for name in measures)
