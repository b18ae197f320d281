"""What `parley feeds check` says of a feed, in words and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from flows.cli.tables import plain
from flows.fetch.inspection import EntryOutlook, Inspection

SHOWN = 5  # entries of each kind
_FORMATS = {"rss": "RSS", "atom": "Atom", "cdf": "CDF"}
# What to do about a failure, by its reason.
_REMEDIES = {
    "connection failed": "Is this machine online, and is the address right?",
    "timeout": "Try again later; a feed that is always this slow is not worth its turn.",
    "address refused": "Only machines on the public internet are asked.",
    "bad url": "An address begins with https:// or http://.",
    "redirect loop": "Look for the feed's present address on the site.",
    "too many redirects": "Look for the feed's present address on the site.",
    "too large": "Look for a feed of one section of the site.",
    "broken answer": "Try again later; if it stays so, tell the site.",
    "HTTP 401": "It wants a password, which parley cannot give: look for a public feed.",
    "HTTP 403": "The site refuses robots here: look for another feed of it, or leave it off.",
    "HTTP 404": "There is no feed at this address: give the site's front page, and the feeds that it names are found.",
    "HTTP 410": "The feed is gone for good: take it off the list.",
    "HTTP 429": "It is asked too often: wait, and raise PARLEY_HOST_DELAY.",
    "unsafe-xml": "No honest feed needs this: leave it off.",
    "not-a-feed": "Look on the site for a link named RSS or Atom, and give its address.",
}


def explain(seen: Inspection) -> Iterator[str]:
    """Say line by line what was seen."""
    yield seen.url
    if seen.named_by_page:
        yield _line("found", f"on the page {seen.asked}, which names {_many(len(seen.named_by_page), 'feed')}")
        yield from (_line("", f"· {link.url}  {link.title or ''}".rstrip()) for link in seen.named_by_page[1:])
    yield _line("answer", _answer(seen))
    if seen.answer.moved_to:
        yield _line("moved", f"for good, to {seen.answer.moved_to}: put that into the list")
    if seen.problem is not None:
        yield _line("problem", f"{seen.problem.reason}: {seen.problem.detail}")
        yield _line("remedy", remedy(seen))
        return
    yield from _of_the_feed(seen)
    yield from _of_its_pages(seen)
    yield _line("verdict", _verdict(seen))


def remedy(seen: Inspection) -> str:
    """Say what to do about a feed that gave none."""
    reason = seen.problem.reason if seen.problem else ""
    if reason.startswith("HTTP 5"):
        return "The site is in trouble: try again later."
    return _REMEDIES.get(reason, "Look for another feed of the site.")


def as_record(seen: Inspection) -> dict[str, object]:
    """Give what was seen as JSON knows it."""
    newest, gap, _ = seen.habit
    page, parsed = seen.page, seen.parsed
    return {
        "asked": seen.asked,
        "url": seen.url,
        "status": seen.answer.status,
        "final_url": seen.answer.final_url,
        "moved_to": seen.answer.moved_to,
        "content_type": page.content_type if page else None,
        "size_bytes": len(page.body) if page else None,
        "seconds": round(seen.answer.seconds, 3),
        "headers": dict(seen.answer.headers),
        "problem": seen.problem.reason if seen.problem else None,
        "detail": seen.problem.detail if seen.problem else None,
        "remedy": remedy(seen) if seen.problem else None,
        "named_by_page": [link.url for link in seen.named_by_page],
        "format": parsed.format if parsed else None,
        "title": parsed.title if parsed else None,
        "damaged": parsed.damaged if parsed else None,
        "ttl_s": parsed.ttl_s if parsed else None,
        "identity": parsed.identity_basis if parsed else None,
        "newest_entry_at": plain(newest),
        "usual_gap_s": gap.total_seconds() if gap else None,
        "robots": dict(seen.robots),
        "entries": [_entry(one) for one in seen.entries],
        "rejected": [one.detail for one in parsed.rejections] if parsed else [],
        "usable": seen.is_usable,
    }


def _entry(one: EntryOutlook) -> dict[str, object]:
    return {
        "title": one.entry.title,
        "link": one.entry.link,
        "identity": one.entry.identity,
        "published_at": plain(one.entry.published_at),
        "date_basis": one.entry.date_basis,
        "full_text": one.entry.content is not None,
        "passed_over": one.passed_over,
        "robots": one.refused,
    }


def _answer(seen: Inspection) -> str:
    page, headers = seen.page, seen.answer.headers
    told = [str(seen.answer.status) if seen.answer.status else "none"]
    if page:
        told += [page.content_type or "no content type", f"{len(page.body):,} bytes"]
    told.append(f"{seen.answer.seconds:.1f} s")
    conditions = [name for name in ("etag", "last-modified") if name in headers]
    asked = f"can be asked for changes only ({' and '.join(conditions)})" if conditions else "always sent whole"
    return f"{', '.join(told)}{f'; {asked}' if page else ''}"


def _of_the_feed(seen: Inspection) -> Iterator[str]:
    parsed = seen.parsed
    if parsed is None:
        return
    letters = parsed.format.rstrip("0123456789")
    named = _FORMATS.get(letters, letters) + (f" {'.'.join(parsed.format[len(letters) :])}" if letters else "")
    yield _line("format", f"{named}, “{parsed.title or 'without a title'}”")
    if parsed.damaged:
        yield _line("damaged", f"{parsed.damaged}; what is readable is read")
    if parsed.ttl_s:
        yield _line("keep", f"it asks not to be asked again for {_span(timedelta(seconds=parsed.ttl_s))}")
    lost = _many(len(parsed.rejections), "entry", "entries")
    yield _line(
        "entries",
        f"{len(seen.entries)}, told apart by {parsed.identity_basis}"
        + (f"; {parsed.repeated} given twice" if parsed.repeated else "")
        + (f"; {lost} without a web address" if parsed.rejections else ""),
    )
    yield _line("dates", _dates(seen))
    full = sum(one.entry.content is not None for one in seen.entries)
    if full:
        yield _line("full text", f"in {full} of {len(seen.entries)}")


def _dates(seen: Inspection) -> str:
    bases = Counter(one.entry.date_basis for one in seen.entries)
    newest, gap, _ = seen.habit
    if newest is None:
        return "none that can be believed; those of the pages will count"
    of_changes = f", {bases['updated']} of them by their last change" if bases["updated"] else ""
    return f"{len(seen.entries) - bases[None]} of {len(seen.entries)}{of_changes}; the newest {_minute(newest)}" + (
        f", one every {_span(gap)} as a rule" if gap else ""
    )


def _of_its_pages(seen: Inspection) -> Iterator[str]:
    over = [one for one in seen.entries if one.passed_over]
    refused = [one for one in seen.entries if one.refused]
    wanted = [one for one in seen.entries if not one.passed_over and not one.refused]
    yield _line("fetched", f"{len(wanted)} of {len(seen.entries)} would be")
    yield from (_line("", f"✓ {one.entry.title or one.entry.link}") for one in wanted[:SHOWN])
    if over:
        yield _line("passed over", f"{len(over)}, for they touch on no war and no peace")
        yield from (_line("", f"· {one.entry.title or one.entry.link}: {one.passed_over}") for one in over[:SHOWN])
    if refused:
        yield _line("robots", f"{len(refused)} may not be fetched: {refused[0].refused}")
    elif seen.robots:
        yield _line(
            "robots", f"{', '.join(seen.robots)} let{'s' if len(seen.robots) == 1 else ''} the pages be fetched"
        )


def _verdict(seen: Inspection) -> str:
    newest, gap, _ = seen.habit
    if not seen.entries:
        return "empty: a feed without entries"
    if seen.is_silent and newest:
        usual = f"; usually every {_span(gap)}" if gap else ""
        return f"silent: nothing new for {_span(seen.answer.at - newest)}{usual}"
    return "fit to be polled"


def _line(label: str, text: str) -> str:
    return f"  {label:12} {text}"


def _many(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or one + 's'}"


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _span(length: timedelta) -> str:
    """Say a length of time roughly."""
    minutes = max(1, round(length.total_seconds() / 60))
    if minutes < 120:
        return _many(minutes, "minute")
    return _many(round(minutes / 60), "hour") if minutes < 2880 else _many(round(minutes / 1440), "day")
