"""Summaries by webhook and mail: sent once, again after a failure, and never with an address given away."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows import doctor
from flows.deliver import attempts, deliver, due
from flows.notify import BadSettings, Message, inert, targets
from flows.settings import Settings
from tests.flows.conftest import Parley
from tests.flows.receivers import Hook, Mailbox, mail_server, webhook

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
SECRET = "hunter2-s3cret"
WEEK = "2026-W47"


@pytest.fixture
def hook() -> Iterator[Hook]:
    with webhook() as running:
        yield running


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as running:
        yield running


@pytest.fixture
def told(tmp_path: Path) -> Message:
    page = tmp_path / "summary.html"
    page.write_text("<!doctype html><title>Made up</title>", "utf-8")
    whole = "NEGOTIATION SIGNALS\n\n* Ostmark <b>offers</b> talks. “نحن مستعدون” [1]\n\n[1] https://news.example/1\n"
    return Message(WEEK, "a" * 64, "Negotiation signals, week 2026-W47", whole, "* Ostmark offers talks.\n", page)


def settings(home: Path, *urls: str) -> Settings:
    return Settings.build(home, {"PARLEY_NOTIFY": " ".join(urls)})


def states(home: Settings, *messages: Message) -> list[str]:
    return [one.state for one in deliver(home, messages, NOW)]


def test_a_webhook_gets_the_text_and_the_page(tmp_path: Path, hook: Hook, told: Message) -> None:
    assert states(settings(tmp_path, f"json://127.0.0.1:{hook.port}/{SECRET}"), told) == ["sent"]
    (got,) = hook.got
    assert got["title"] == told.title
    assert got["message"] == told.whole.rstrip()
    (attached,) = got["attachments"]  # type: ignore[misc]
    assert base64.b64decode(attached["base64"]) == told.page.read_bytes()


def test_a_mail_is_plain_text_with_the_page_attached(tmp_path: Path, box: Mailbox, told: Message) -> None:
    url = f"mailto://desk:{SECRET}@127.0.0.1:{box.port}?mode=insecure&from=parley@a.example&to=desk@b.example"
    assert states(settings(tmp_path, url), told) == ["sent"]
    (mail,) = box.mails
    assert box.logins == 1
    assert mail["subject"] == told.title
    assert "desk@b.example" in mail["to"]
    body = mail.get_body(("plain",))
    assert body is not None
    assert mail.get_body(("html",)) is None
    assert body.get_content().split() == told.whole.split()
    (page,) = mail.iter_attachments()
    assert page.get_filename() == "summary.html"


def test_what_was_sent_is_not_sent_again_until_its_content_changes(tmp_path: Path, hook: Hook, told: Message) -> None:
    home = settings(tmp_path, f"json://127.0.0.1:{hook.port}")
    assert states(home, told) == ["sent"]
    assert states(home, told) == ["sent before"]
    assert states(home, replace(told, sha256="b" * 64)) == ["sent"]
    assert states(home, told) == ["sent before"]
    assert len(hook.got) == 2


def test_a_failure_is_named_and_made_up_for_by_the_next_run(
    tmp_path: Path, hook: Hook, box: Mailbox, told: Message
) -> None:
    hook.status = 503
    home = settings(
        tmp_path, f"json://127.0.0.1:{hook.port}", f"mailto://127.0.0.1:{box.port}?mode=insecure&from=a@b.example&to=c@d.example"
    )  # fmt: skip
    first, second = deliver(home, [told], NOW)
    assert (first.state, first.target, first.reason) == ("failed", "json 1", "answered with status 503")
    assert second.state == "sent"
    hook.status = 200
    later = ["2026-W47", "2026-W48", "2026-W49"]
    assert due(home, later, date(2026, 12, 1)) == ("2026-W47", "2026-W48")  # what failed, and the newest that is over
    assert states(home, told) == ["sent", "sent before"]
    assert due(home, later, date(2026, 12, 1)) == ("2026-W48",)
    assert len(box.mails) == 1


def test_nobody_at_the_address_is_a_failure_and_no_fault(tmp_path: Path, told: Message) -> None:
    with webhook() as gone:
        pass
    (one,) = deliver(settings(tmp_path, f"json://127.0.0.1:{gone.port}"), [told], NOW)
    assert (one.state, one.reason) == ("failed", "could not be reached, or refused it")


def test_a_delivery_that_was_cut_short_may_have_arrived_and_is_not_repeated(
    tmp_path: Path, hook: Hook, told: Message
) -> None:
    home = settings(tmp_path, f"json://127.0.0.1:{hook.port}")
    deliver(home, [told], NOW)
    lines = home.deliveries.read_text().splitlines(keepends=True)
    home.deliveries.write_text("".join(lines[:-1]) + lines[-1][:20])  # killed before the answer was written down
    assert [one.state for one in attempts(home.deliveries)] == ["sending"]
    assert states(home, told) == ["unknown"]
    assert states(home, replace(told, sha256="b" * 64)) == ["sent"]
    assert len(hook.got) == 2


def test_no_address_is_shown_logged_or_stored(
    tmp_path: Path, hook: Hook, told: Message, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hook.status = 500
    urls = (f"json://desk:{SECRET}@127.0.0.1:{hook.port}/{SECRET}", f"slack://{SECRET}/{SECRET}", SECRET)
    home = settings(tmp_path, *urls)
    done = deliver(home, [told], NOW)
    assert [one.target for one in done] == ["json 1", "slack 1", "unknown 1"]
    assert {one.state for one in done} == {"failed"}
    seen = f"{done} {home} {targets(home)} {doctor._delivery(home)} {caplog.text} {home.deliveries.read_text()}"
    assert SECRET not in seen
    assert home.deliveries.stat().st_mode & 0o077 == 0


def test_the_doctor_tells_whether_an_address_is_set_and_usable(tmp_path: Path, hook: Hook, told: Message) -> None:
    assert doctor._delivery(Settings.build(tmp_path, {})).state == "note"
    assert doctor._delivery(settings(tmp_path, SECRET)).detail == "Apprise does not know: unknown 1"
    home = settings(tmp_path, f"json://127.0.0.1:{hook.port}/{SECRET}")
    assert doctor._delivery(home).detail == "set: json 1"
    hook.status = 500
    deliver(home, [told], NOW)
    assert "not delivered: 2026-W47 to json 1 (answered with status 500)" in doctor._delivery(home).detail
    by_file = Settings.build(tmp_path, {})
    by_file.file.write_text(f'[deliver]\nurls = ["json://127.0.0.1:{hook.port}/{SECRET}"]\n')
    by_file.file.chmod(0o644)
    found = doctor._delivery(by_file)
    assert found.remedy == f"chmod 600 {by_file.file}"


def test_addresses_stand_in_parley_toml_unless_the_environment_names_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Settings.build(tmp_path, {})
    assert targets(home) == ()
    home.file.write_text('[deliver]\nurls = ["json://127.0.0.1:1/a", "json://127.0.0.1:1/b", "json://127.0.0.1:1/a"]\n')
    assert [one.name for one in targets(home)] == ["json 1", "json 2"]
    assert [one.name for one in targets(settings(tmp_path, "mailto://a@b.example"))] == ["mailto 1"]
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "parley.toml").write_text('[[feed]]\nname = "Courier"\n')
    assert len(targets(home)) == 2
    (folder / "parley.toml").write_text('[deliver]\nurls = ["xml://127.0.0.1:1"]\n')
    assert [one.name for one in targets(home)] == ["xml 1"]


@pytest.mark.parametrize(
    "text", [f'[deliver]\nurls = "json://{SECRET}"', f'[deliver]\nurls = ["json://{SECRET}', f'deliver = "{SECRET}"']
)
def test_a_file_that_cannot_be_used_is_named_without_what_stands_in_it(
    tmp_path: Path, told: Message, text: str
) -> None:
    home = Settings.build(tmp_path, {})
    home.file.write_text(text)
    with pytest.raises(BadSettings) as raised:
        targets(home)
    assert "parley.toml" in str(raised.value)
    assert SECRET not in str(raised.value)
    (one,) = deliver(home, [told], NOW)
    assert (one.state, one.reason) == ("failed", str(raised.value))


def test_a_week_is_due_when_it_is_over(tmp_path: Path) -> None:
    home = settings(tmp_path, "json://127.0.0.1:1")
    weeks = ["2026-W46", "2026-W47"]
    assert due(home, weeks, date(2026, 11, 22)) == ("2026-W46",)
    assert due(home, weeks, date(2026, 11, 23)) == ("2026-W47",)
    assert due(Settings.build(tmp_path, {}), weeks, date(2026, 11, 23)) == ()


def test_a_chat_gets_no_mention_channel_or_link_from_an_article() -> None:
    made = inert("<!channel> @everyone <@U123> [x](https://evil.example) a@b")
    assert not any(steering in made for steering in ("<!", "@e", "<@", "[x", "@b"))
    assert made.replace("\u2060", "") == "<!channel> @everyone <@U123> [x](https://evil.example) a@b"


def test_the_command_sends_once_and_says_so(after_a_run: Parley, hook: Hook, box: Mailbox) -> None:
    mail = f"mailto://127.0.0.1:{box.port}?mode=insecure&from=a@b.example&to=c@d.example"
    hook_url = f"json://127.0.0.1:{hook.port}/{SECRET}"
    parley = replace(after_a_run, environment=after_a_run.environment | {"PARLEY_NOTIFY": f"{hook_url} {mail}"})
    hook.status = 500
    ran = parley("report", "--deliver")
    assert ran.code == 1
    assert "failed to json 1: answered with status 500" in ran.err
    hook.status = 200
    ran = parley("report", "--deliver", "--json")
    assert ran.code == 0
    told = json.loads(ran.out)
    assert [one["state"] for one in told["delivered"]] == ["sent", "sent before"]
    assert SECRET not in ran.out + ran.err
    assert len(box.mails) == 1
    assert str(hook.got[-1]["message"]).startswith("NEGOTIATION SIGNALS, WEEK")
    assert after_a_run("report", "--deliver").code == 2
    assert parley("report", "--deliver", "--all").code == 2
