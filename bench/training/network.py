"""The network: a small encoder, and for each party of a sentence the types, target, speaker and words.

A slot (a party) is the mean of the encoder's vectors at its marks, joined with the vector of the whole. Whether the
party shows a type is asked of each slot and type; who is addressed and whose word it is are choices among the slots of
the sentence and a few fixed answers; which words are the evidence is asked of each piece.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from extractors.records import SIGNAL_TYPES

TYPES = len(SIGNAL_TYPES)
FIXED_SPEAKERS = 4  # the actor itself, the author, unnamed sources, an analyst


class SlotNet(nn.Module):
    """The encoder with its heads."""

    def __init__(self, encoder: Any, dropout: float = 0.2) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.dropout = nn.Dropout(dropout)
        self.slot = nn.Linear(2 * width, width)
        self.types = nn.Linear(width, TYPES)
        nn.init.constant_(self.types.bias, -3.5)  # few slots show any one type
        self.type_vectors = nn.Embedding(TYPES, width)
        self.background = nn.Linear(width, 1)
        self.target_query, self.target_key = nn.Linear(width, width), nn.Linear(width, width)
        self.no_target = nn.Linear(width, 1)
        self.speaker_query, self.speaker_key = nn.Linear(width, width), nn.Linear(width, width)
        self.fixed_speaker = nn.Linear(width, FIXED_SPEAKERS)
        self.word_query, self.word_key = nn.Linear(width, width), nn.Linear(width, width)
        self.any_word = nn.Linear(width, 1)

    def forward(self, ids: Tensor, mask: Tensor, pool: Tensor, owner: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Give the pieces' vectors [sentences, pieces, width], the slots' [slots, width] and the logits [slots, 13]."""
        vectors = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        own = owner[:, None] == torch.arange(ids.shape[0])  # whose sentence is whose
        share = (own[:, :, None] * pool[:, None, :]).flatten(1).to(vectors.dtype)
        mean = share @ vectors.flatten(0, 1)  # no vector is copied to a slot
        slots = torch.tanh(self.slot(torch.cat([self.dropout(mean), self.dropout(vectors[owner, 0])], -1)))
        return vectors, slots, self.types(self.dropout(slots))
