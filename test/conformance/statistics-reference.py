"""Writes statistics.json: reference values for evaluation/statistics, computed by SciPy, statsmodels and scikit-learn.

    pip install scipy statsmodels scikit-learn && python statistics-reference.py > statistics.json
"""

import itertools
import json
import sys

import numpy as np
import scipy
import scipy.stats as stats
import statsmodels
import statsmodels.api as sm
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

random = np.random.default_rng(20261123)


def wilson():
    for successes, total in [(0, 1), (1, 1), (0, 20), (3, 7), (60, 120), (84, 120), (101, 120), (399, 400), (1000, 3600)]:
        for level in [0.8, 0.95, 0.99]:
            low, high = proportion_confint(successes, total, alpha=1 - level, method="wilson")
            yield {"successes": successes, "total": total, "level": level, "low": max(0, low), "high": min(1, high)}


def mcnemar_exact():
    for first, second in [(0, 0), (0, 1), (0, 6), (3, 9), (10, 10), (12, 30), (5, 22), (100, 140), (0, 400)]:
        table = [[50, first], [second, 50]]
        p = mcnemar(table, exact=True).pvalue if first + second > 0 else 1.0
        yield {"first": first, "second": second, "p": float(min(1, p))}


def holm():
    for _ in range(8):
        values = np.round(random.beta(0.4, 3, size=random.integers(1, 9)), 4)
        yield {"p": values.tolist(), "adjusted": multipletests(values, method="holm")[1].tolist()}
    yield {"p": [0.01, 0.01, 0.04, 0.03, 0.005, 1], "adjusted": multipletests([0.01, 0.01, 0.04, 0.03, 0.005, 1], method="holm")[1].tolist()}


def sign_flip():
    """SciPy's exact paired permutation test flips the sign of each cluster's difference."""
    for size in [2, 3, 5, 8, 12, 14]:
        differences = random.integers(-4, 6, size=size)
        result = {}
        for name, alternative in [("one_sided", "greater"), ("two_sided", "two-sided")]:
            test = stats.permutation_test(
                (differences, np.zeros(size, dtype=int)), lambda x, y, axis: np.sum(x - y, axis=axis),
                permutation_type="samples", alternative=alternative, vectorized=True, n_resamples=np.inf,
            )  # fmt: skip
            result[name] = float(test.pvalue)
        yield {"differences": differences.tolist(), **result}


def clusters():
    """Cluster-robust variance of a mean by ordinary least squares on a constant, with the factor G / (G - 1) alone."""
    for groups, size in [(6, 5), (20, 8), (40, 10)]:
        effects = random.normal(0, 1, groups)
        rows = [(g, bool(random.random() < 1 / (1 + np.exp(-effects[g] - 0.4)))) for g in range(groups) for _ in range(size)]
        values = np.array([float(value) for _, value in rows])
        labels = np.array([g for g, _ in rows])
        fit = sm.OLS(values, np.ones(len(values))).fit(
            cov_type="cluster", cov_kwds={"groups": labels, "use_correction": False}
        )
        robust = float(fit.cov_params()[0, 0]) * groups / (groups - 1)
        share = float(values.mean())
        effective = len(values) / max(1, robust / (share * (1 - share) / len(values)))
        yield {"rows": [[int(g), bool(v)] for g, v in rows], "robust_variance": robust, "effective_total": effective}


def paired_difference():
    """Agresti and Min (2005): 0.5 added to each cell; here for independent rows, Student's t with rows - 1."""
    for rows, first, second in [(30, 0, 0), (120, 20, 8), (400, 90, 30), (400, 3, 2)]:
        b, c, n = first + 0.5, second + 0.5, rows + 2
        middle, variance = (b - c) / n, (b + c - (b - c) ** 2 / n) / n**2
        half = stats.t.ppf(0.975, rows - 1) * variance**0.5
        yield {"rows": rows, "onlyTuned": first, "onlyOther": second, "low": middle - half, "high": middle + half}


def mcnemar_power():
    """By summing over the number of discordant pairs; the rejection region by SciPy's exact binomial test."""
    for rows, discordant, difference in [(120, 0.2, 0.12), (120, 0.3, 0.145), (240, 0.1, 0.06), (400, 0.3, 0.08), (60, 0.4, 0.0)]:
        share = (discordant + difference) / (2 * discordant)
        power = 0.0
        for pairs in range(1, rows + 1):
            weight = stats.binom.pmf(pairs, rows, discordant)
            if weight < 1e-12:
                continue
            rejected = [k for k in range(pairs + 1) if 2 * stats.binom.cdf(min(k, pairs - k), pairs, 0.5) <= 0.05]
            power += weight * sum(stats.binom.pmf(k, pairs, share) for k in rejected)
        yield {"rows": rows, "discordant": discordant, "difference": difference, "power": float(power)}


def non_inferiority_rows():
    for margin, discordant, alpha, power in itertools.product([0.03, 0.05, 0.07, 0.1], [0.1, 0.3], [0.05], [0.8, 0.9]):
        z = stats.norm.ppf(1 - alpha) + stats.norm.ppf(power)
        yield {"margin": margin, "discordant": discordant, "alpha": alpha, "power": power, "rows": int(np.ceil(z**2 * discordant / margin**2))}


def quantiles():
    for _ in range(4):
        values = np.sort(np.round(random.normal(0, 10, random.integers(1, 12)), 3))
        for share in [0.0, 0.025, 0.5, 0.95, 1.0]:
            yield {"sorted": values.tolist(), "share": share, "quantile": float(np.quantile(values, share))}


def clustered_difference():
    """Paired differences in clusters: cluster-robust over classical variance of their mean, by OLS on a constant."""
    for groups, size in [(8, 4), (20, 6), (40, 10)]:
        rows = []
        for group in range(groups):
            gain = random.normal(0.1, 0.25)
            for _ in range(size):
                other = bool(random.random() < 0.6)
                rows.append((group, bool(random.random() < 0.6 + gain) if random.random() < 0.7 else other, other))
        difference = np.array([float(tuned) - float(other) for _, tuned, other in rows])
        labels = np.array([group for group, _, _ in rows])
        fit = sm.OLS(difference, np.ones(len(rows))).fit(
            cov_type="cluster", cov_kwds={"groups": labels, "use_correction": False}
        )
        robust = float(fit.cov_params()[0, 0]) * groups / (groups - 1)
        classical = float(np.var(difference)) / len(rows)
        yield {"rows": [[int(g), t, o] for g, t, o in rows], "difference": float(difference.mean()), "design_effect": max(1.0, robust / classical)}


def bootstrap():
    """Percentile interval of a mean difference; with few rows SciPy's draws are many enough to be near the exact one."""
    for size in [6, 15, 40]:
        values = np.round(random.normal(3, 5, size), 2)
        interval = stats.bootstrap(
            (values,), np.mean, n_resamples=100_000, method="percentile", rng=np.random.default_rng(1)
        ).confidence_interval  # fmt: skip
        yield {"values": values.tolist(), "low": float(interval.low), "high": float(interval.high), "standard_error": float(values.std() / size**0.5)}


def f1():
    """Per class and mean, by scikit-learn."""
    from sklearn.metrics import f1_score

    classes = ["call", "ask", "refuse", "answer"]
    for right in [0.4, 0.8]:
        gold = [name for name in classes for _ in range(40)]
        decided = [name if random.random() < right else str(random.choice(classes)) for name in gold]
        each = f1_score(gold, decided, labels=classes, average=None)
        yield {"gold": gold, "decided": decided, "f1": dict(zip(classes, map(float, each))), "macro": float(f1_score(gold, decided, labels=classes, average="macro"))}


json.dump(
    {
        "source": f"SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}, by statistics-reference.py",
        **{f.__name__: list(f()) for f in [wilson, mcnemar_exact, holm, sign_flip, clusters, paired_difference, mcnemar_power, non_inferiority_rows, quantiles, clustered_difference, bootstrap, f1]},
    },
    sys.stdout,
    indent=None,
)
print()
