"""Logistic regression in a subspace: gradient descent in NumPy, and the minimiser by scipy.optimize."""

import numpy as np
from answer import answer
from scipy.optimize import minimize
from scipy.special import expit


def gradient_descent(X, y, initial, learning_rate, iterations):
    X, y = np.array(X), np.array(y, dtype=float)
    initial = np.array(initial)

    def work():
        w = initial.copy()
        losses = np.empty(iterations + 1)
        for step in range(iterations + 1):
            margins = y * (X @ w)
            losses[step] = np.logaddexp(0, -margins).mean()
            if step < iterations:
                w += learning_rate * (X.T @ (y * expit(-margins))) / len(y)
        return {"weights": w.tolist(), "loss": losses[-1]}

    return work


def minimiser(X, y):
    X, y = np.array(X), np.array(y, dtype=float)

    def objective(w):
        margins = y * (X @ w)
        return np.logaddexp(0, -margins).mean(), -(X.T @ (y * expit(-margins))) / len(y)

    def work():
        found = minimize(
            objective, np.zeros(X.shape[1]), jac=True, method="L-BFGS-B",
            options={"maxiter": 10000, "ftol": 1e-16, "gtol": 1e-10},
        )
        return found.x.tolist()

    return work


answer({"gradient_descent": gradient_descent, "minimiser": minimiser})
