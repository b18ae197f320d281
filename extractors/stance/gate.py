"""Decide by plain words which paragraphs are worth parsing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.records import Paragraph

_NEGOTIATION = re.compile(
    r"\b(?:talk(?:s|ing|ed)?|negotiat\w*|peace\w*|cease-?fires?|truces?|armistice\w*|settle\w*|mediat\w*|diploma\w*|"
    r"dialogues?|accords?|deals?|pacts?|agree\w*|propos\w*|offer\w*|overtures?|feelers|summits?|envoys?|compromise\w*|"
    r"concession\w*|conced\w*|terms|ultimatum\w*|withdraw\w*|pull\w* out|cessation|hostilities|roadmap|blueprint|"
    r"initiative|meet\w*|met|table|plan|prisoners?|hostages?|swap\w*|exchange\w*|surrender\w*|capitulat\w*|"
    r"demand\w*|reject\w*|refus\w*|ready|willing\w*|door|guns|end (?:the|this|to)|stop\w*|halt\w*|lay down|"
    r"reconcil\w*|must|never|recogni[sz]\w*|accus\w*|blam\w*|insist\w*|warn\w*|threat\w*|speak|spoke\w*|sign(?:s|ed)?|cede\w*|"
    r"broker\w*|delegation\w*|negotiator\w*|sincer\w*|ploy|bluff|theat(?:re|er)|stall\w*)\b",
    re.IGNORECASE,
)
_CONFLICT = re.compile(
    r"\b(?:(?<!trade )(?<!tariff )(?<!price )(?<!bidding )(?<!turf )wars?|wartime|truces?|cease-?fires?|peace|"
    r"armistice|fighting|hostilities|invasion|invaded?|troops|"
    r"army|armies|military|militar\w+|rebels?|militia\w*|insurg\w*|guerrill\w*|front ?lines?|battlefield|offensive|"
    r"shell\w*|strikes?|missiles?|drones?|occup\w+|annex\w+|soldiers?|guns|combat\w*|conflict|attacks?|hostages?|"
    r"bomb\w*|killed|siege|paramilitar\w*|belligerents?|warring|junta|prisoners of war|separatists?)\b",
    re.IGNORECASE,
)
# Talks of another kind: trade, wages, sport, budgets (codebook rule 7).
_ELSEWHERE = re.compile(
    r"\b(?:tariffs?|wages?|(?<!European )(?<!African )(?<!Soviet )unions?|strike pay|"
    r"walkout|pay rise|dockers|employers?|contract talks|transfer fee|"
    r"striker|midfielder|box office|screenplay|film|movie|season|coalition talks|budgets?|"
    r"trade (?:talks|deals?|war|agreements?|"
    r"negotiations)|merger|takeover|shareholders?|climate talks|COP\d*(?![a-z])|emissions|"
    r"league|clubs?|UEFA|FIFA|coach|pensions?|studio|salary|royalt\w+|"
    r"miners|lawmakers' pay|quarterback|franchise|price war)\b",
    re.IGNORECASE,
)
# Characters: a brief of one or two sentences need not name the war that all its readers know of.
TOO_SHORT_TO_TELL = 500

_SHORT = 6_000  # characters of an article on topic that is parsed as a whole
_NEAR = 3  # paragraphs
_FEW = 3  # words
_SPARSE = 1_500  # characters to each word of war or settling at most; 3 in 1,000 coded signals are in sparser articles
_READ = 200_000

_SETTLING = re.compile(
    r"\b(?:peace|cease-?fires?|cease fire|truces?|armistice|negotiat\w*|mediat\w*|talks|diplomat\w*|diplomac\w*|"
    r"hostilities|settlement|accords?|pact|envoys?|dialogues?|swap|summit|delegation|proposals?|overtures?|hostages?|"
    r"prisoners of war|end (?:the|this) (?:war|conflict|fighting))\b",
    re.IGNORECASE,
)


def is_on_topic(text: str) -> bool:
    """Tell whether a text speaks of an armed conflict; of a short one, whether not more of something else.

    Whether a long one is on another matter told in words of war is for article_gate.py.
    """
    conflict = len(_CONFLICT.findall(text, 0, _READ))
    if len(text) < TOO_SHORT_TO_TELL:
        elsewhere = len(_ELSEWHERE.findall(text, 0, _READ))
        return conflict > elsewhere or elsewhere == 0
    telling = conflict + len(_SETTLING.findall(text, 0, _READ))
    return telling > 1 and telling * _SPARSE >= min(len(text), _READ)


def may_be_on_topic(text: str) -> bool:
    """Tell whether a text without words of war is about settling all the same, if known adversaries do it."""
    if len(_ELSEWHERE.findall(text, 0, _READ)) > 1:
        return False
    return _SETTLING.search(text, 0, _READ) is not None or len(_NEGOTIATION.findall(text, 0, _READ)) > _FEW


def is_elsewhere(sentence: str) -> bool:
    """Tell whether a sentence speaks of negotiations of another kind."""
    return len(_ELSEWHERE.findall(sentence)) > len(_CONFLICT.findall(sentence))


def passed(text: str, paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Give the paragraphs with a word of negotiation, and those near them: stances are carried on in plain words."""
    hits = {
        k for k, q in enumerate(paragraphs)
        if q.kind != "boilerplate" and _NEGOTIATION.search(text, q.char_start, q.char_end)
    }  # fmt: skip
    if len(text) < _SHORT:
        hits = set(range(len(paragraphs)))
    near = {k + d for k in hits for d in range(-_NEAR, _NEAR + 1)}
    return frozenset(k for k in near if 0 <= k < len(paragraphs) and paragraphs[k].kind != "boilerplate")
