"""Fit linear models over hashed features and write them as the tagger reads them (extractors/stance/hashed.py)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression

from extractors.stance.hashed import ROWS

_STRENGTH = 100  # inverse of the regularisation
_LIGHT = 0.05  # weights of a row below which it is left out


def fit_and_write(
    path: Path, asked: Sequence[frozenset[int]], truth: Sequence[Collection[str]], answers: Iterable[str], rarest: int
) -> int:
    """Fit one logistic regression an answer and write the weights; gives how many rows of weights were kept.

    `asked` are the hashed features of each case, `truth` the answers that are right for it; features that occur in
    fewer cases than `rarest` are left out.
    """
    x = _matrix(asked)
    common = np.flatnonzero(np.bincount(x.indices, minlength=ROWS) >= rarest)
    x = x[:, common]
    one = LogisticRegression(C=_STRENGTH, solver="liblinear")
    fits = Parallel(n_jobs=-1)(delayed(clone(one).fit)(x, np.array([a in right for right in truth])) for a in answers)
    weights = np.stack([fit.coef_[0] for fit in fits], axis=1)
    kept = np.abs(weights).max(axis=1) > _LIGHT
    bias = np.array([fit.intercept_[0] for fit in fits])
    np.savez_compressed(path, rows=common[kept].astype(np.uint32), weights=weights[kept].astype(np.float16), bias=bias)
    return int(kept.sum())


def _matrix(asked: Sequence[frozenset[int]]) -> csr_matrix:
    """Give rows of unit length: [asked, hashed features]."""
    lengths = np.array([len(hashed) for hashed in asked])
    columns = np.concatenate([sorted(hashed) for hashed in asked])
    values = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths)
    return csr_matrix((values, columns, np.concatenate([[0], lengths.cumsum()])), shape=(len(asked), ROWS))
