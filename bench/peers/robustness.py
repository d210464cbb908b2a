"""Effective robustness of a group with a two-level bootstrap: SciPy as a user writes it, and vectorised NumPy."""

import numpy as np
from answer import answer
from scipy.special import ndtr, ndtri
from scipy.stats import linregress, norm


def scipy_loop(reference, shifted, group_reference, group_shifted, resamples):
    reference, shifted = np.array(reference), np.array(shifted)
    group_reference, group_shifted = np.array(group_reference), np.array(group_shifted)

    def mean_robustness(x, y, gx, gy):
        line = linregress(norm.ppf(x), norm.ppf(y))
        expected = norm.cdf(line.intercept + line.slope * norm.ppf(gx))
        return np.mean(gy - expected)

    def work():
        rng = np.random.default_rng(1)
        replicates = []
        for _ in range(resamples):
            models = rng.integers(len(reference), size=len(reference))
            members = rng.integers(len(group_reference), size=len(group_reference))
            replicates.append(
                mean_robustness(reference[models], shifted[models], group_reference[members], group_shifted[members])
            )
        estimate = mean_robustness(reference, shifted, group_reference, group_shifted)
        return [estimate, *np.quantile(replicates, [0.025, 0.975])]

    return work


def numpy_vectorised(reference, shifted, group_reference, group_shifted, resamples, drawn=None):
    """With `drawn`, the resamples are those given and not drawn here."""
    reference, shifted = np.array(reference), np.array(shifted)
    group_reference, group_shifted = np.array(group_reference), np.array(group_shifted)
    if drawn is not None:
        drawn = [np.array(indices, dtype=np.int64) for indices in drawn]

    def work():
        x, y, at = ndtri(reference), ndtri(shifted), ndtri(group_reference)
        rng = np.random.default_rng(1)
        models = rng.integers(len(x), size=(resamples, len(x))) if drawn is None else drawn[0]
        members = rng.integers(len(at), size=(resamples, len(at))) if drawn is None else drawn[1]

        def mean_robustness(x, y, at, shifted):
            centre_x, centre_y = x.mean(-1, keepdims=True), y.mean(-1, keepdims=True)
            dx = x - centre_x
            slope = (dx * (y - centre_y)).sum(-1, keepdims=True) / (dx * dx).sum(-1, keepdims=True)
            return (shifted - ndtr(centre_y + slope * (at - centre_x))).mean(-1)

        replicates = mean_robustness(x[models], y[models], at[members], group_shifted[members])
        estimate = mean_robustness(x, y, at, group_shifted)
        return [float(estimate), *np.quantile(replicates, [0.025, 0.975])]

    return work


answer({"scipy_loop": scipy_loop, "numpy_vectorised": numpy_vectorised})
