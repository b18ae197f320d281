"""Words by which a line shows that it is none of the article's: credits, invitations, consent, headings of lists.

Each group is a list of patterns, one habit of newsrooms a line, all without regard to case. They say nothing of any one
site; docs/decisions/0012 tells what they gain.
"""

from __future__ import annotations

import re

BULLET = re.compile(r"^\s*(?:[-–—•*|]\s+)+|\s*\|\s*$")


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


# The whole line.
_WHOLE = _any(
    *(
        rf"(?:{pattern})[\s.:!…»>→-]*"
        for pattern in (
            r"\d*\s*comments?",
            r"leave a (?:reply|comment)",
            r"(?:post|write|add|view|show|read) (?:a |all |the )?comments?(?: \(\d+\))?",
            r"tell us what you think|join the (?:conversation|discussion)",
            r"share(?: (?:this|on|via|with)\b.{0,40})?|e-?mail(?: this)?|order reprints",
            r"print(?: (?:this )?(?:article|page|story))?",
            r"advertisements?|ad|sponsored(?: content)?|promoted|loading|skip (?:ad|to .{0,30})",
            r"(?:story|article) continues(?: below)?.{0,30}|continue reading(?: below)?.{0,30}",
            r"(?:related|recommended|more|further)(?: (?:reading|articles?|stor(?:y|ies)|topics?|posts?|content))?",
            r"(?:related|recommended|more)(?: (?:coverage|news|links?|on this(?: story)?))?",
            r"(?:read|see|up|watch) (?:more|next|also)|also read|explore (?:further|more)",
            r"(?:most|more) (?:read|popular|viewed|shared|commented|from|in|on|like)\b.{0,40}",
            r"(?:trending|popular|top stories|editors?['’]?s? picks?)\b.{0,30}",
            r"(?:you )?(?:may|might) (?:also )?(?:like|be interested in|enjoy).{0,20}|recommended for you",
            r"don['’]?t miss(?: (?:it|this|out))?",
            r"(?:filed under|tagged|tags?|topics?|categor(?:y|ies)|labels?|keywords)\b(?: (?:with|as|in))?(?::.*)?",
            r"thank you|thanks for (?:signing up|subscribing|registering).{0,30}|sorry",
            r".{0,20}\berror (?:has )?occurred\b.{0,60}|.{0,20}an error processing\b.{0,60}|please try again.{0,20}",
            r"this article has been sent to",
            r"(?:back to|go to) (?:top|home(?:page)?)|(?:previous|next) (?:article|story|post)",
            r"(?:click|tap|press) (?:here|to)\b.{0,60}|get .{0,40}\bby clicking here",
            r"photos?|images?|pictures?|videos?|gallery|watch(?: live)?|listen(?: live)?",
        )
    )
)
# How a line begins that leads to another article.
_LEADS_AWAY = _any(
    *(
        rf"[\[(\s]*(?:{pattern})\s*(?:[:|»>]|\s[–—-]\s)"
        for pattern in (
            r"related(?: (?:stor(?:y|ies)|articles?|posts?|coverage|news|content))?",
            r"read(?: (?:more|also|next|this))?(?: (?:on|about|here|at)\b[^:]{0,30})?",
            r"also(?: read| see| watch| on)?|see(?: (?:also|more))?|more(?: (?:on|from|about)[^:]{0,40})?",
            r"watch(?: (?:also|live|more|now))?|listen(?: (?:also|now))?|download|subscribe",
            r"don['’]?t miss|recommended|further reading|learn more|up next|explore more",
            r"opinion|analysis|explainer|in pictures|live",
            r"leggi anche|lesen sie auch|mehr zum thema|lire aussi|à lire(?: aussi)?|lea también|lee también",
            r"leia (?:também|mais)|lees ook|читайте (?:также|ещё|еще)|читайте також",
        )
    )
)
_LETTER = (
    r"\b(?:newsletters?|inbox|letter\s?box|mailing list|e-?mail (?:list|alerts?|updates?)|daily briefing|channel)\b"
)
_NETWORK = r"\b(?:twitter|facebook|instagram|youtube|linkedin|telegram|whatsapp|tiktok|flipboard|google news)\b"
_INVITES = _any(
    rf"\b(?:subscribe|sign(?:ing)?[ -]up|register|get|receive|delivered|straight|right|join)\b.{{0,120}}{_LETTER}",
    r"\bnewsletters?\b.{0,80}\b(?:subscribe|sign up|here)\b",
    r"^\W*(?:please )?(?:subscribe|sign up|sign in|log in)\b(?: (?:to|for|here|now|today)\b|\W*$)",
    rf"^\W*(?:follow|find|like|join|connect with|e-?mail|reach|contact|tweet|write to)\b.{{0,160}}(?:@\w|{_NETWORK})",
    r"^\W*(?:follow us|like us|share (?:it|this)\b.{0,40}|like this (?:story|article))",
    r"\b(?:can|may) be (?:reached|contacted) (?:at|on|via|by)\b",
    r"\bfollow (?:him|her|them|us|me)\b.{0,40}(?:\bon\b|\bat\b|@)",
    r"^\W*(?:do you )?(?:have|got) (?:a|any|an) (?:news )?(?:tips?|stor(?:y|ies)|information|comments?|questions?)\b"
    r".{0,200}(?:@|e-?mail|contact|let us know|submit)",
    r"\bclick(?:ing)? here\b",
    r"^\W*(?:download|get|try)\b.{0,40}\bapp\b\W*$",
    r"^\W*(?:become a|support us|donate)\b.{0,80}\b(?:member|subscriber|supporter|today|now)\b",
    r"\b(?:subscribers?|members?)\b.{0,60}\b(?:log in|sign in|subscribe)\b",
    r"\bif you enjoyed this (?:article|story|post)\b",
    r"\balready a (?:subscriber|member)\b",
)
_MADE = r"(?:report(?:ing|ed)|writ(?:ing|ten)|edit(?:ing|ed)|compiled|translat(?:ed|ion)|photo(?:graph)?(?:s|y)?|text)"
_CREDITS = _any(
    rf"^\W*(?:additional |with )*{_MADE} (?:\w+ ){{0,6}}?by\b",
    r"^\W*with (?:\w+ ){0,4}(?:wires?|reporting|files|agenc(?:y|ies))\b",
    r"\b(?:also )?contribut(?:ed|ing) (?:to (?:this|the) \w+|(?:\w+ ){0,2}report(?:ing|s)?)\b",
    r"^\W*(?:contributing|contributors?|sources?|via|with inputs? from|credits?)\s*:",
    r"^\W*(?:photo|image|picture|video)s?(?: (?:credits?|by|via|source))?\s*:",
    r"^\W*[\[(](?:image|photo|picture|video)s? ?(?:credits?|source|by|via)?\s?:",
    r"^\W*(?:getty images?|shutterstock|afp|reuters|ap photo)(?:\W+\w+){0,3}\W*$",
    r"^\W*(?:©|\(c\) |copyright\b)",
    r"(?:©|\bcopyright\b).{0,10}\b(?:19|20)\d\d\b",
    r"\ball rights reserved\b|\bpersonal,? non-?commercial use\b",
    r"^\W*this (?:article|story|report) (?:was )?(?:originally|first) (?:appeared|published)\b",
    r"^\W*republished (?:with|from|under)\b",
)
_CONSENT = _any(
    r"\bwe(?: and our partners)? use cookies\b",
    r"\b(?:accept|allow|enable|manage|reject) (?:all |your |the )?cookies\b",
    r"\bcookie (?:policy|settings|preferences|consent)\b",
    r"\bby (?:continuing|using|clicking|signing|submitting)\b.{0,80}\b(?:cookies?|terms|privacy|agree)\b",
    r"\byou agree to our (?:terms|privacy)\b|\bunsubscribe at any time\b|\bprotected by recaptcha\b",
    r"\benable javascript\b|\bjavascript (?:is|must be) (?:disabled|enabled)\b",
    r"\bbrowser does not support\b|\bnot supported by your browser\b",
    r"\b(?:content|video|post|embed) (?:is not available|cannot be (?:shown|displayed|loaded))\b"
    r".{0,80}\b(?:consent|cookies?|privacy|preferences)\b",
)
_FOR_SUBSCRIBERS = _any(
    r"\b(?:subscribe|sign (?:up|in)|log in|register)\b.{0,40}\bto (?:continue|keep|read|unlock|access|view)\b",
    r"\bto (?:continue|keep) reading\b.{0,80}\b(?:subscri\w+|sign|log|register|account|free trial)\b",
    r"\b(?:already|not) (?:yet )?a (?:subscriber|member)\b",
    r"\b(?:article|story|content|page) is (?:only )?(?:for|available to|reserved for|exclusive to) (?:our )?"
    r"(?:subscribers|members|paying)\b",
    r"\b(?:you['’]?ve|you have) (?:reached|used)\b.{0,40}\b(?:free articles?|limit)\b",
    r"\bsubscriber-? ?(?:only|exclusive)\b",
)
_LONGEST_NOTICE = 300  # characters
_OPENS_A_LIST = _any(
    r"^\W*(?:related|recommended|trending|popular|tags?|explore)\b",
    r"^\W*(?:most (?:read|popular|viewed)|more (?:from|on|in|stories|news|like)|read more|see also)\b",
    r"^\W*(?:don['’]?t miss|(?:you )?(?:may|might) also)\b",
)
_DATE_WORDS = _any(
    r"\b(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\w*\b|\b(?:may|june?|july?)\b",
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b",
    r"\b(?:[ap]\.?m\.?|[a-z]{2,4}t|gmt|utc|date|time|today|yesterday|ago|hours?|hrs?|minutes?|mins?|days?|weeks?)\b",
    r"\b(?:published|posted|updated|modified|last|first|on|at|by|of|the|read|reading|st|nd|rd|th)\b",
    r"[\W\d_]+",
)
_QUOTED = ("“", "„", "«", "‘", '"')  # somebody says it
_DIGIT = re.compile(r"\d")


def is_credit_or_call(bare: str, words: int) -> bool:
    """Tell whether a line credits somebody, calls the reader to do something, or leads elsewhere."""
    if bare.startswith(_QUOTED):
        return False
    return (
        (words <= 12 and bool(_WHOLE.fullmatch(bare)))
        or (words <= 30 and bool(_LEADS_AWAY.match(bare)))
        or (words <= 60 and bool(_INVITES.search(bare)))
        or (words <= 50 and bool(_CREDITS.search(bare)))
        or (words <= 80 and asks_consent(bare))
    )


def opens_a_list(bare: str, words: int) -> bool:
    """Tell whether a line is the heading of a list of other articles."""
    return words <= 8 and bool(_OPENS_A_LIST.match(bare)) and bool(_WHOLE.fullmatch(bare))


def is_date(bare: str, words: int) -> bool:
    """Tell whether a line says when, and hardly anything else."""
    return words <= 14 and bool(_DIGIT.search(bare)) and len(_DATE_WORDS.sub("", bare)) <= 3


def is_for_subscribers(line: str) -> bool:
    """Tell whether a line says that the rest is for those who pay or register."""
    return len(line) <= _LONGEST_NOTICE and bool(_FOR_SUBSCRIBERS.search(line))


def asks_consent(line: str) -> bool:
    """Tell whether a line asks for consent to cookies or the like."""
    return bool(_CONSENT.search(line))
