"""Code negotiation signals in a text: `load_tagger().tag(document)`."""

from extractors.stance.tagger import RULESET, Tagger, load_tagger

__all__ = ["RULESET", "Tagger", "load_tagger"]
