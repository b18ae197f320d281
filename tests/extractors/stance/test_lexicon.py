"""The lexicon loads, says what is wrong with a bad entry, and each entry finds its own examples."""

from __future__ import annotations

import pytest

from extractors.stance.conditions import load_conditions
from extractors.stance.lexicon import load_lexicon, read_lexicon
from extractors.stance.patterns import compile_pattern, find
from tests.extractors.stance.examples import parse_examples


def test_each_entry_finds_its_examples() -> None:
    pairs = [(entry, example) for entry in load_lexicon("ukraine").entries for example in entry.examples]
    parsed = parse_examples([example for _, example in pairs])
    missed = [
        f"{entry.id}: {example}"
        for (entry, example), sentence in zip(pairs, parsed, strict=True)
        if not any(find(entry.pattern, sentence.tokens))
    ]
    assert missed == []
    assert len(pairs) > 600


def test_every_type_has_many_entries() -> None:
    entries = load_lexicon("ukraine").entries
    counts = {t: sum(e.signal_type == t for e in entries) for t in {e.signal_type for e in entries}}
    assert len(counts) == 13
    assert min(counts.values()) >= 20


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("willing = [", "not TOML"),
        ('wishful = [{ id = "x", pattern = "a", examples = ["a"] }]', "'wishful' is no signal type"),
        ('willing = [{ pattern = "a", examples = ["a"] }]', "an entry of willing has no id"),
        ('willing = [{ id = "x", pattern = "a", examples = [] }]', "entry 'x': at least one example"),
        ('willing = [{ id = "x", examples = ["a"] }]', "entry 'x': no pattern"),
        ('willing = [{ id = "x", pattern = "@none", examples = ["a"] }]', "entry 'x': no class @none"),
        ('willing = [{ id = "x", pattern = ".. a", examples = ["a"] }]', "begins or ends with a gap"),
        ('willing = [{ id = "x", pattern = "a", actor = "king", examples = ["a"] }]', "actor 'king' is none of"),
        ('willing = [{ id = "x", pattern = "a", colour = "red", examples = ["a"] }]', "unknown key 'colour'"),
    ],
)
def test_a_bad_entry_is_named(toml: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"here\.toml") as error:
        read_lexicon([("here.toml", toml)])
    assert said in str(error.value)


def test_an_id_stands_once() -> None:
    entry = 'willing = [{ id = "x", pattern = "a", examples = ["a"] }]'
    with pytest.raises(ValueError, match=r"two.toml: entry 'x' is there twice"):
        read_lexicon([("one.toml", entry), ("two.toml", entry)])


def test_a_class_may_not_hold_itself() -> None:
    with pytest.raises(ValueError, match="contains itself"):
        compile_pattern("@a", {"a": ["@b"], "b": ["@a"]})


@pytest.mark.parametrize(
    ("pattern", "sentence", "found"),
    [
        ("reject ..2 offer", "They rejected the latest offer.", True),
        ("reject ..2 offer", "They rejected any and every last offer.", False),
        ("ready to .. talk", "They are ready to not talk.", False),  # a gap holds no negator
        ("cease_fire", "They want a cease fire.", True),
        ("%party reject", "Alpha rejects it.", True),
        ("%party reject", "Somebody rejects it.", False),
        ("talk a? lot", "They talk lot.", True),
        ("have talks", "They have closed talks.", False),
    ],
)
def test_patterns(pattern: str, sentence: str, found: bool) -> None:
    (parsed,) = parse_examples([sentence])
    assert any(find(compile_pattern(pattern, {}), parsed.tokens)) is found


def test_conditions_load() -> None:
    assert {c for c, _ in load_conditions("ukraine").patterns} >= {"territory", "format", "other"}
