"""The steps of splitting a shift by support, as a user of scikit-learn, SciPy and NumPy writes them."""

import numpy as np
from answer import answer
from scipy.optimize import minimize_scalar
from scipy.special import ndtr, ndtri
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import NearestNeighbors

data = {}


def noise(i, j=0):
    return ((i * 7919 + j * j * 31 + i * j * 17) % 1009) / 1009


def prepare(examples, width, fold, k, l2, baselines, models, part, resamples):
    def work():
        i = np.arange(examples)
        shifted = (i % 3 == 0).astype(int)
        features = noise(i[:, None], np.arange(width)[None, :]) - 0.5
        features[:, :20] += 0.15 * shifted[:, None]
        m, e = np.arange(models)[:, None], np.arange(part)[None, :]
        share = (np.arange(models) % baselines) / baselines
        data.update(
            shifted=shifted,
            scores=4 * noise(i, 3) - 2.5 + shifted,
            features=features.astype(np.float32),
            fold=fold,
            k=k,
            l2=l2,
            baselines=baselines,
            reference=0.8 + 0.15 * share,
            correct=(noise(e, 5) * 0.8 + noise(e, m) * 0.2 < 0.5 + 0.3 * share[:, None]).astype(np.float32),
            resamples=resamples,
        )

    return work


def auc():
    return lambda: [roc_auc_score(data["shifted"], data["scores"])]


def scale():
    sign = 2 * data["shifted"] - 1
    margins = sign * data["scores"]

    def work():
        found = minimize_scalar(lambda alpha: np.logaddexp(0, -alpha * margins).mean(), tol=1e-10)
        return [found.x]

    return work


def neighbours():
    fold, features = data["fold"], data["features"]

    def work():
        found = NearestNeighbors(n_neighbors=data["k"], metric="cosine", algorithm="brute").fit(features[fold:])
        distances, indices = found.kneighbors(features[:fold])
        counts = data["shifted"][fold:][indices].sum(1)
        np.log((counts + 0.5) / (data["k"] - counts + 0.5))
        return (1 - distances[0]).tolist()

    return work


def linear():
    fold, features, shifted = data["fold"], data["features"], data["shifted"]
    # Ours has a weight for each of the two classes: the same penalty on their difference is half as strong.
    strength = 2 / (data["l2"] * (len(shifted) - fold))

    def work():
        model = LogisticRegression(C=strength, max_iter=300).fit(features[fold:], shifted[fold:])
        return model.decision_function(features[:fold]).tolist()

    return work


def robustness():
    correct, reference, baselines = data["correct"], data["reference"], data["baselines"]
    examples = correct.shape[1]

    def of_repetition(shifted, r):
        ours, group = slice(r, baselines, 2), slice(baselines + r, None, 2)
        x, at = ndtri(reference[ours]), ndtri(reference[group])
        y = ndtri(shifted[..., ours])
        centre_x, centre_y = x.mean(), y.mean(-1, keepdims=True)
        slope = ((x - centre_x) * (y - centre_y)).sum(-1, keepdims=True) / ((x - centre_x) ** 2).sum()
        return (shifted[..., group] - ndtr(centre_y + slope * (at - centre_x))).mean(-1)

    def mean_robustness(shifted):
        shifted = np.clip(shifted, 0.5 / examples, 1 - 0.5 / examples)
        return (of_repetition(shifted, 0) + of_repetition(shifted, 1)) / 2

    def work():
        rng = np.random.default_rng(1)
        drawn = rng.multinomial(examples, np.full(examples, 1 / examples), size=data["resamples"])
        replicates = mean_robustness(drawn.astype(np.float32) @ correct.T / examples)
        return [float(mean_robustness(correct.mean(1, dtype=np.float64))), float(replicates.std(ddof=1))]

    return work


answer({"prepare": prepare, "auc": auc, "scale": scale, "neighbours": neighbours, "linear": linear, "robustness": robustness})
