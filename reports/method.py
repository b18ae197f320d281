"""What a reader must know of how a summary comes about, in twelve lines, and of how good the tagger is."""

from __future__ import annotations

from reports.records.quality import KnownFailure

METHOD = (
    "A signal is one party’s act or declared stance toward negotiating an end to a conflict, with the exact words that "
    "show it; the codebook names thirteen types.",
    "A tagger of written rules and two small trained models codes the articles; the same articles and rules always "
    "give the same codes. The masthead says what analysts have checked.",
    "Eight types point towards a settlement: agreement, talks, concession, offer, readiness, mediation, backing, "
    "appeal. Five point away: demand, doubt, refusal, suspension, threat.",
    "Whose stance it is (the actor) and whose word it is (the speaker) are kept apart.",
    "Net stance counts an actor’s own words and its acts as told by the article; unnamed, adversary, third-party, "
    "analyst and author voices are shown apart.",
    "Net stance of one story is (positive − negative) ÷ (positive + negative); the week’s is the mean over independent "
    "stories, from −1 to +1.",
    "Reprints are one story. Pull quotes and headlines add nothing to net stance.",
    "Only articles dated within one ISO week enter it; imprecisely dated ones appear under the first week they touch, "
    "undated ones apart.",
    "History retold this week is shown as background and never counted as news.",
    "A change is called only with at least three independent stories on both sides and a move of at least 0.25.",
    "Confidence is the probability that type and actor are right, fitted on hand-coded text by authors the models had "
    "not seen; words on evidence (thin, fair, solid) are about the evidence only.",
    "parley never judges who is sincere and makes no forecast: it reports who called whom insincere, in whose words.",
)

QUALITY_NOTE = (
    "Measured against hand-coded articles. “Held out” are articles by authors that the tagger was neither trained nor "
    "tuned on, many of them worded to be hard: expect about that of new texts. The rules were tuned on all other sets, "
    "whose figures therefore flatter. F1 weighs what is missed and what is wrongly given alike; 1 is perfect."
)

CLAIMS_NOTE = (
    "Every number above stands in summary.json with its query, how it is read off the query’s answer, and the ids of "
    "its signals; `parley why ID` leads from there to the words."
)

FAILURES_LEAD = "What it is known to get wrong, with made-up examples:"

# Each example is made up, and the tagger does get it wrong (tests/reports/test_known_failures.py).
KNOWN_FAILURES = (
    KnownFailure(
        "irony is taken at its word",
        "Moscow is so eager for peace that it bombed the hotel of the negotiators.",
        "read as readiness; it is the author’s doubt",
    ),
    KnownFailure(
        "what one side relays of the other is taken for its own",
        "He said that, first of all, Putin must leave Ukraine, Peskov told reporters about the American president.",
        "read as Russia’s demand; it is the United States’, on Russia’s word",
    ),
    KnownFailure(
        "a stance in words never seen before is missed",
        "Ukraine showed the peace plan the door.",
        "nothing is found; it is a refusal",
    ),
    KnownFailure(
        "a type is mistaken for a near one",
        "Russia no longer insists that Ukraine stay out of the alliance.",
        "read as a demand too; it is a concession",
    ),
    KnownFailure(
        "a stance carried over from the sentence before is missed",
        "Kyiv refuses to talk. Moscow does, too.",
        "Kyiv’s refusal alone is found; it is Moscow’s as well",
    ),
)
