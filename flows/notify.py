"""Where summaries are sent, and the sending, by Apprise; no address is ever shown, logged or stored."""

from __future__ import annotations

import hashlib
import logging
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.settings import Settings

# What these take is read as a document; anything else is a chat, and gets the short text.
WHOLE_TEXT = frozenset(("mailto", "mailtos", "json", "jsons", "xml", "xmls", "form", "forms"))
ATTACHED_BYTES = 8 * 1024 * 1024  # larger pages are not attached; many servers refuse more
TALKATIVE = ("apprise", "requests", "urllib3")  # what logs while sending
_STATUS = re.compile(r"error[=: ]+(\d{3})\b")
_STEERING = re.compile(r"[@<\[]")  # a mention, a channel or a link to a chat


class BadSettings(ValueError):
    """The operator's parley.toml cannot be used; says where, and never what stands there."""


@dataclass(frozen=True, slots=True)
class Target:
    """One place that summaries are sent to."""

    name: str  # such as "mailto 2": the kind of address, and which of its kind
    url: str = field(repr=False)

    def key(self, salt: bytes) -> str:
        """Tell the target from others without giving its address away, also to somebody who guesses."""
        return hashlib.scrypt(self.url.encode(), salt=salt, n=2**14, r=8, p=1, dklen=8).hex()


@dataclass(frozen=True, slots=True)
class Message:
    """One summary as it is sent."""

    week: str
    sha256: str  # of its content
    title: str
    whole: str
    brief: str
    page: Path


def targets(settings: Settings) -> tuple[Target, ...]:
    """Return the targets that `PARLEY_NOTIFY` names, else those under `[deliver] urls` in the operator's parley.toml.

    Raises:
        BadSettings: if that file is not as it should be.
    """
    path = None if settings.notify else settings_file(settings)
    seen: Counter[str] = Counter()
    made = []
    for url in dict.fromkeys(_urls(path) if path else settings.notify):
        kind = url.partition("://")[0].lower() if "://" in url else "unknown"
        seen[kind] += 1
        made.append(Target(f"{kind} {seen[kind]}", url))
    return tuple(made)


def settings_file(settings: Settings) -> Path | None:
    """Return the parley.toml that says where to send: of the current folder, else of the home.

    Raises:
        BadSettings: if one of them is no TOML.
    """
    return next((path for path in (Path.cwd() / settings.file.name, settings.file) if "deliver" in _read(path)), None)


def _urls(path: Path) -> Sequence[str]:
    section = _read(path)["deliver"]
    urls = section.get("urls", []) if isinstance(section, dict) else None
    if not isinstance(urls, list) or not all(isinstance(url, str) for url in urls):
        raise BadSettings(f'{path}: [deliver] wants urls = ["…", "…"]')
    return urls


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        raise BadSettings(f"{path} is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        # Its own words can quote the line, which may hold a password.
        place = re.search(r"\(at (line \d+, column \d+|end of document)\)", str(error))
        raise BadSettings(f"{path} is not TOML: see {place[1] if place else 'it'}") from None


def is_known(target: Target) -> bool:
    """Say whether Apprise knows what to do with the target's address."""
    with _quiet():
        return _plugin(target) is not None


def send(target: Target, message: Message) -> str | None:
    """Send one summary to one target and return why it failed, or None."""
    with _quiet() as said:
        try:
            plugin = _plugin(target)
            if plugin is None:
                return "Apprise knows no such address"
            if _deliver(plugin, target, message):
                return None
        except Exception as error:  # a plugin's fault must not undo the run that made the summary
            return f"Apprise stumbled: {type(error).__name__}"
    status = next((found[1] for line in reversed(said) if (found := _STATUS.search(line))), None)
    return f"answered with status {status}" if status else "could not be reached, or refused it"


def _deliver(plugin: Any, target: Target, message: Message) -> bool:
    from apprise import Apprise, AppriseAttachment, NotifyFormat, OverflowMode

    is_document = target.name.split(" ")[0] in WHOLE_TEXT
    # Text is the one format that no receiver reads as markup of its own.
    plugin.notify_format, plugin.overflow_mode = NotifyFormat.TEXT, OverflowMode.SPLIT
    fits = is_document and len(message.whole) <= plugin.body_maxlen
    body = message.whole if fits else message.brief
    attached = plugin.attachment_support and message.page.is_file() and message.page.stat().st_size <= ATTACHED_BYTES
    sender = Apprise(asset=plugin.asset)
    sender.add(plugin)
    return bool(
        sender.notify(
            title=message.title,
            body=body if is_document else inert(body),
            body_format=NotifyFormat.TEXT,
            attach=AppriseAttachment(str(message.page)) if attached else None,
        )
    )


def inert(text: str) -> str:
    """Make text that mentions nobody and links nowhere in a chat, by a joiner that is not seen."""
    return _STEERING.sub(lambda found: f"{found[0]}\u2060", text)


def _plugin(target: Target) -> Any:
    from apprise import Apprise, AppriseAsset

    asset = AppriseAsset(
        app_id="parley", app_desc="weekly summary of negotiation signals", app_url="", async_mode=False
    )
    return Apprise.instantiate(target.url, asset=asset, suppress_exceptions=True)


@contextmanager
def _quiet() -> Iterator[list[str]]:
    """Keep to ourselves what is logged while sending, since it can hold an address or a part of one."""
    said: list[str] = []
    loggers = [logging.getLogger(name) for name in TALKATIVE]
    before = [(logger.propagate, logger.level, logger.handlers) for logger in loggers]
    for logger in loggers:
        logger.propagate, logger.handlers = False, [_Kept(said)]
        logger.setLevel(logging.WARNING)
    try:
        yield said
    finally:
        for logger, (propagate, level, handlers) in zip(loggers, before, strict=True):
            logger.propagate, logger.handlers = propagate, handlers
            logger.setLevel(level)


class _Kept(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record.getMessage())
