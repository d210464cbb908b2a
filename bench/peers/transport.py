"""Optimal transport between two samples by POT: Sinkhorn's iterations, plain and in the log domain, and the exact cost."""

import numpy as np
import ot
from answer import answer


def problem(a, b):
    costs = ot.dist(np.array(a), np.array(b))
    even = [np.full(n, 1 / n) for n in costs.shape]
    return costs, even


def sinkhorn(a, b, share, tolerance, method):
    costs, (rows, columns) = problem(a, b)
    # POT measures the error as a Euclidean length, we as a sum: at most √m times as much.
    threshold = tolerance / np.sqrt(len(columns))

    def work():
        plan, log = ot.sinkhorn(
            rows, columns, costs, share * costs.mean(), method=method,
            stopThr=threshold, numItermax=100_000, log=True,
        )
        return {
            "cost": float((plan * costs).sum()),
            "error": float(np.abs(plan.sum(1) - rows).sum() + np.abs(plan.sum(0) - columns).sum()),
            "iterations": int(log["niter"]),
        }

    return work


def exact(a, b):
    costs, (rows, columns) = problem(a, b)
    return lambda: float(ot.emd2(rows, columns, costs, numItermax=10_000_000))


answer({"sinkhorn": sinkhorn, "exact": exact})
