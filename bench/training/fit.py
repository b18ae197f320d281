"""Fit the network: one pass an epoch over all sentences, marks renumbered and words dropped at random."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.training import together
from bench.training.dropout import replace_dropout
from bench.training.examples import Example
from bench.training.narrow import Narrow
from bench.training.network import SlotNet
from extractors.stance.pieces import FIRST_SLOT, LAST_SLOT, Batch, Pieces, batch

EPOCHS = 4
PIECES_A_BATCH = 640  # of one process
ENCODER_RATE, HEAD_RATE = 2.4e-4, 1.2e-3
WARM_UP = 0.1
CLIPPED = 1.0  # norm of the gradients
KEPT_EMPTY = 0.25  # of the sentences without a signal that an epoch shows
ALONE = 8  # steps that a process takes before the networks are averaged
DROPPED = 0.06  # of the words
_SIMILAR = 4  # pieces by which the lengths in a batch may differ
_UNKNOWN = 103  # the encoder's own mask
_UNTOLD = -100  # an answer from which nothing is learnt
_LESSER = 0.3  # weight of all that is not the type

Progress = Callable[[int, float], None]


def fit(found: Sequence[Example], encoder: Any, seed: int, progress: Progress) -> SlotNet:
    """Train on examples and give the network; the same seed, machine and number of processes give the same network.

    Every process of a team (bench/training/together.py) is given the same examples and seed, and ends with the same
    network.
    """
    torch.manual_seed(seed)
    order, chance = random.Random(seed), random.Random(seed + together.rank())  # the same for all, and one's own
    net = SlotNet(encoder)
    replace_dropout(net)
    net.train()
    torch.manual_seed(seed + together.rank())
    tuned = [p for p in net.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": tuned, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01, fused=True
    )
    trained = [*tuned, *heads]
    narrow = Narrow(net)
    steps = EPOCHS * len(_shared(found, random.Random(seed)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.02, (steps - step) / steps)
    )
    for epoch in range(EPOCHS):
        total, seen = 0.0, 0
        for step, chosen in enumerate(_shared(found, order)):
            loss = _loss(narrow.net, chosen, chance)
            narrow.learn(loss, CLIPPED)
            optimizer.step()
            schedule.step()
            if step % ALONE == 0:
                together.average(trained)
            narrow.follow()
            total, seen = total + loss.item() * len(chosen), seen + len(chosen)
        together.average(trained)
        narrow.follow()
        progress(epoch, total / seen)
    return net


def _shared(found: Sequence[Example], chance: random.Random) -> Sequence[list[Example]]:
    return together.share(list(_batches(_epoch(found, chance), chance)))


def _epoch(found: Sequence[Example], chance: random.Random) -> list[Example]:
    return [x for x in found if x.lessons or chance.random() < KEPT_EMPTY]


def _batches(found: list[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Give examples of similar length together, in random order."""
    found = sorted(found, key=lambda x: (len(x.pieces.ids) // _SIMILAR, chance.random()))
    out: list[list[Example]] = [[]]
    for example in found:
        if out[-1] and (len(out[-1]) + 1) * len(example.pieces.ids) > PIECES_A_BATCH:
            out.append([])
        out[-1].append(example)
    chance.shuffle(out)
    yield from out


def _varied(pieces: Pieces, chance: random.Random) -> Pieces:
    """Renumber the parties' marks and hide some words, so that neither numbers nor single words are learnt by heart."""
    half = (LAST_SLOT - FIRST_SLOT + 1) // 2
    order = list(range(half))
    chance.shuffle(order)

    def other(piece: int) -> int:
        if FIRST_SLOT <= piece <= LAST_SLOT:
            side, number = divmod(piece - FIRST_SLOT, half)
            return FIRST_SLOT + side * half + order[number]
        return _UNKNOWN if piece > LAST_SLOT + 900 and chance.random() < DROPPED else piece

    return Pieces(tuple(map(other, pieces.ids)), pieces.tokens, pieces.places)


def tensors(inputs: Batch) -> tuple[Tensor, ...]:
    """Give a batch as the network takes it."""
    return tuple(map(torch.from_numpy, (inputs.ids, inputs.mask, inputs.pool, inputs.owner)))


def _loss(net: SlotNet, chosen: Sequence[Example], chance: random.Random) -> Tensor:
    inputs = batch([_varied(x.pieces, chance) for x in chosen])
    vectors, slots, logits = net(*tensors(inputs))
    first = [0]
    for example in chosen:
        first.append(first[-1] + len(example.pieces.places))
    truth = torch.zeros(logits.shape)
    lessons = [(k, lesson) for k, example in enumerate(chosen) for lesson in example.lessons]
    for k, lesson in lessons:
        truth[first[k] + lesson.slot, lesson.signal_type] = 1
    loss = functional.binary_cross_entropy_with_logits(logits.float(), truth, reduction="sum")
    if lessons:
        loss = loss + _LESSER * _lesser(net, vectors, slots, lessons, first)
    return loss / len(chosen)


def _lesser(
    net: SlotNet, vectors: Tensor, slots: Tensor, lessons: Sequence[tuple[int, Any]], first: Sequence[int]
) -> Tensor:
    """Add up the losses of what a signal of a known slot and type further says; side by side, one row a lesson."""
    sentence = torch.tensor([k for k, _ in lessons])
    kinds = torch.tensor([lesson.signal_type for _, lesson in lessons])
    asked = slots[[first[k] + lesson.slot for k, lesson in lessons]] + net.type_vectors(kinds)
    past = torch.tensor([float(lesson.is_background) for _, lesson in lessons])
    total = functional.binary_cross_entropy_with_logits(net.background(asked)[:, 0].float(), past, reduction="sum")

    def fitting(keys: Tensor, query: Tensor) -> Tensor:
        every = (query @ keys.flatten(0, 1).T).view(len(query), *keys.shape[:2])
        return every[torch.arange(len(query)), sentence] / math.sqrt(query.shape[1])

    parties = torch.tensor(first).diff() - 1  # of each sentence, the author left out
    others = nn.utils.rnn.pad_sequence([one[1:] for one in slots.split((parties + 1).tolist())], batch_first=True)
    is_nobody = torch.arange(others.shape[1]) >= parties[sentence, None]
    for key, query, fixed, answers in (
        (net.target_key, net.target_query, net.no_target, [lesson.target for _, lesson in lessons]),
        (net.speaker_key, net.speaker_query, net.fixed_speaker, [lesson.speaker for _, lesson in lessons]),
    ):
        scores = fitting(key(others), query(asked)).masked_fill(is_nobody, -math.inf)
        known = torch.tensor([_UNTOLD if answer is None else answer for answer in answers])
        scores = torch.cat([fixed(asked), scores], 1).float()
        total = total + functional.cross_entropy(scores, known, ignore_index=_UNTOLD, reduction="sum")
    words = (fitting(net.word_key(vectors), net.word_query(asked)) + net.any_word(asked)).float()
    is_evidence = _padded([lesson.pieces for _, lesson in lessons], words)
    share = _padded([[1 / len(lesson.pieces)] * len(lesson.pieces) for _, lesson in lessons], words)
    return total + functional.binary_cross_entropy_with_logits(words, is_evidence, share, reduction="sum")


def _padded(rows: Sequence[Sequence[float]], like: Tensor) -> Tensor:
    """Lay rows of differing length into a tensor of the shape and kind of another, with noughts behind them."""
    out = torch.zeros_like(like)
    for place, row in zip(out, rows, strict=True):
        place[: len(row)] = torch.tensor(row, dtype=like.dtype)
    return out
