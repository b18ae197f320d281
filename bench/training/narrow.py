"""A network in 16 bits that is reckoned with, beside the one in 32 bits that learns.

Where a network in 32 bits is reckoned in 16 ("autocast"), each weight and each gradient is cast at every use. Here the
weights are cast once a step, and what flows between the layers is in 16 bits too ("mixed precision training",
Micikevicius et al. 2018, arXiv:1710.03740).
"""

from __future__ import annotations

import copy
from typing import Any

import torch
from torch import Tensor, nn


class Narrow:
    """A copy of a network in bfloat16, the gradients of which are handed to the wide one."""

    def __init__(self, wide: nn.Module) -> None:
        self.net: Any = copy.deepcopy(wide).bfloat16()
        pairs = zip(wide.parameters(), self.net.parameters(), strict=True)
        self._pairs = [(ours, theirs) for ours, theirs in pairs if ours.requires_grad]
        for ours, _ in self._pairs:
            ours.grad = torch.zeros_like(ours)
        self._wide = [ours for ours, _ in self._pairs]
        self._narrow = [theirs for _, theirs in self._pairs]

    def learn(self, loss: Tensor, clipped: float) -> None:
        """Give the wide network the gradients of a loss, their norm not above a bound."""
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._narrow, clipped)
        for ours, theirs in self._pairs:
            if theirs.grad is None:
                ours.grad.zero_()
        told = [(ours.grad, theirs.grad) for ours, theirs in self._pairs if theirs.grad is not None]
        torch._foreach_copy_([ours for ours, _ in told], [theirs for _, theirs in told])
        for p in self._narrow:
            p.grad = None

    def follow(self) -> None:
        """Take over the wide network's weights."""
        with torch.no_grad():
            torch._foreach_copy_(self._narrow, self._wide)
