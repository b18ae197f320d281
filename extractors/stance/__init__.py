"""Code negotiation signals in a text: `load_tagger().tag(document)`."""

from extractors.stance.tagger import Tagger, load_tagger

__all__ = ["Tagger", "load_tagger"]
