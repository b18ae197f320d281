"""Dropout by bytes of chance: torch draws a number for each value, which took a twelfth of the training."""

from __future__ import annotations

import torch
from torch import Tensor, nn

_BYTES = 8  # of one number drawn
_ALL = 2**8


class Dropout(nn.Dropout):
    """Hide values at random while training, and raise the others so that the mean stays.

    The share hidden is a whole number of 256ths: .1 becomes 26 of them.
    """

    def forward(self, values: Tensor) -> Tensor:
        hidden = round(self.p * _ALL)
        if not self.training or not hidden:
            return values
        numbers = torch.empty(-(-values.numel() // _BYTES), dtype=torch.int64).random_(-(2**63), None)
        kept = numbers.view(torch.uint8)[: values.numel()].view(values.shape) >= hidden
        return values * kept * (_ALL / (_ALL - hidden))


def replace_dropout(module: nn.Module) -> None:
    """Put this dropout in the place of torch's everywhere in a module."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            setattr(module, name, Dropout(child.p))
        else:
            replace_dropout(child)
