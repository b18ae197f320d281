"""The layout of a text: its paragraphs, quotations and sentences, each with exact offsets into it."""

from extractors.text.paragraphs import paragraphs
from extractors.text.quotes import quotes
from extractors.text.sentences import sentences

__all__ = ["paragraphs", "quotes", "sentences"]
