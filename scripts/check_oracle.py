"""Judges what the kernels gave by formulas in 60 digits and more; called by check-oracle.sh.

Shares nothing with the tests: neither their oracles nor their way to count ULPs. Ends with 1 if a result is further
from the exact one than the kernel's bound, or if a kernel has no formula here.
"""

import struct
import sys

from mpmath import cosh, erfc, erf, exp, expm1, frexp, inf, isinf, isnan, log, log1p, mp, mpf, nan, pi, sqrt, tanh

LEAST = mpf(2) ** -149
OVERFLOW = mpf(2) ** 128


def sigmoid(x):
    return 1 / (1 + exp(-x))


def softplus(x):
    return log1p(exp(-abs(x))) + max(x, mpf(0))


def between(low, x, high):
    return low if x < low else high if x > high else x


def selu(x):
    return mpf("1.0507009873554805") * (x if x > 0 else mpf("1.6732632423543772") * expm1(x))


def gelu_tanh(x):
    return x * sigmoid(2 * sqrt(2 / pi) * (x + mpf("0.044715") * x**3))


def soft_shrink(x, limit):
    return mpf(0) if abs(x) <= limit else x - limit if x > 0 else x + limit


# The functions are those that frameworks document; parameters come behind x.
FORMULAS = {
    "relu": lambda x: max(x, mpf(0)),
    "leakyRelu": lambda x, slope: x * slope if x < 0 else x,
    "relu6": lambda x: between(mpf(0), x, mpf(6)),
    "clip": lambda x, low, high: between(low, x, high),
    "hardtanh": lambda x, low, high: between(low, x, high),
    "thresholdedRelu": lambda x, alpha: x if x > alpha else mpf(0),
    "elu": lambda x, alpha: x if x > 0 else alpha * expm1(x),
    "selu": selu,
    "celu": lambda x, alpha: x if x > 0 else alpha * expm1(x / alpha),
    "sigmoid": sigmoid,
    "hardSigmoid": lambda x: between(mpf(0), x / 6 + mpf(1) / 2, mpf(1)),
    "hardSigmoidLinear": lambda x, slope, offset: between(mpf(0), slope * x + offset, mpf(1)),
    "logSigmoid": lambda x: -softplus(-x),
    "tanh": tanh,
    "tanhshrink": lambda x: x - tanh(x),
    "softshrink": soft_shrink,
    "hardshrink": lambda x, limit: mpf(0) if abs(x) <= limit else x,
    "softplus": lambda x, beta, threshold: x if beta * x > threshold else softplus(beta * x) / beta,
    "softsign": lambda x: x / (1 + abs(x)),
    "gelu": lambda x: x * erfc(-x / sqrt(mpf(2))) / 2,
    "geluTanh": gelu_tanh,
    "quickGelu": lambda x: x * sigmoid(mpf("1.702") * x),
    "silu": lambda x: x * sigmoid(x),
    "swish": lambda x, beta: x * sigmoid(beta * x),
    "hardSwish": lambda x: x * between(mpf(0), x + 3, mpf(6)) / 6,
    "mish": lambda x: x * tanh(softplus(x)),
    "exp": exp,
    "expm1": expm1,
    "log": lambda x: -inf if x == 0 else nan if x < 0 else log(x),
    "log1p": lambda x: -inf if x == -1 else nan if x < -1 else log1p(x),
    "erf": erf,
    "scale": lambda x, factor: factor * x,
    "softCap": lambda x, cap: cap * tanh(x / cap),
}


def bell(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def gate_slope(x, z, slope):
    """The derivative of x sigmoid(z(x)); slope is that of z."""
    return sigmoid(z) + x * slope * sigmoid(z) * sigmoid(-z)


def gelu_tanh_slope(x):
    k = 2 * sqrt(2 / pi)
    return gate_slope(x, k * (x + mpf("0.044715") * x**3), k * (1 + 3 * mpf("0.044715") * x * x))


def mish_slope(x):
    t = tanh(softplus(x))
    return t + x * sigmoid(x) * (1 - t) * (1 + t)


def one_less_tanh_squared(x):
    return 1 / cosh(x) ** 2


# Derivatives; those of sigmoid, tanh, exp and expm1 are functions of their results.
SLOPES = {
    "relu": lambda x: mpf(x > 0),
    "leakyRelu": lambda x, slope: mpf(1) if x > 0 else slope,
    "relu6": lambda x: mpf(0 < x < 6),
    "clip": lambda x, low, high: mpf(low <= x <= high),
    "hardtanh": lambda x, low, high: mpf(low < x < high),
    "thresholdedRelu": lambda x, alpha: mpf(x > alpha),
    "elu": lambda x, alpha: mpf(1) if x > 0 else alpha * exp(x),
    "selu": lambda x: mpf("1.0507009873554805") * (mpf(1) if x > 0 else mpf("1.6732632423543772") * exp(x)),
    "celu": lambda x, alpha: mpf(1) if x > 0 else exp(x / alpha),
    "sigmoid": lambda y: y * (1 - y),
    "hardSigmoid": lambda x: mpf(abs(x) < 3) / 6,
    "hardSigmoidLinear": lambda x, slope, offset: slope * mpf(0 < slope * x + offset < 1),
    "logSigmoid": lambda x: sigmoid(-x),
    "tanh": lambda y: (1 - y) * (1 + y),
    "tanhshrink": lambda x: tanh(x) ** 2,
    "softshrink": lambda x, limit: mpf(abs(x) > limit),
    "hardshrink": lambda x, limit: mpf(abs(x) > limit),
    "softplus": lambda x, beta, threshold: mpf(1) if beta * x > threshold else sigmoid(beta * x),
    "softsign": lambda x: 1 / (1 + abs(x)) ** 2,
    "gelu": lambda x: erfc(-x / sqrt(mpf(2))) / 2 + x * bell(x),
    "geluTanh": gelu_tanh_slope,
    "quickGelu": lambda x: gate_slope(x, mpf("1.702") * x, mpf("1.702")),
    "silu": lambda x: gate_slope(x, x, 1),
    "swish": lambda x, beta: gate_slope(x, beta * x, beta),
    "hardSwish": lambda x: mpf(0) if x <= -3 else mpf(1) if x >= 3 else x / 3 + mpf(1) / 2,
    "mish": mish_slope,
    "exp": lambda y: y,
    "expm1": lambda y: y + 1,
    "log": lambda x: None if x == 0 else 1 / x,  # a pole: its sign is that of a zero, which mpf lacks
    "log1p": lambda x: inf if x == -1 else 1 / (1 + x),
    "erf": lambda x: 2 / sqrt(pi) * exp(-x * x),
    "scale": lambda x, factor: factor,
    "softCap": lambda x, cap: one_less_tanh_squared(x / cap),
}


def number(bits):
    return mpf(struct.unpack(">f", bytes.fromhex(bits.zfill(8)))[0])


def ulp(exact):
    """The distance of floats at a value, of the largest beyond them."""
    return max(mpf(2) ** (min(frexp(exact)[1], 128) - 24), LEAST)


def error(exact, computed, least):
    """In ULP, and a ULP is at least so much; infinity where one is NaN and the other not, or infinite of another sign."""
    if isnan(exact) or isnan(computed):
        return mpf(0) if isnan(exact) and isnan(computed) else inf
    # As everywhere in the tests: infinity stands for 2^128, as do all results beyond.
    exact, computed = (between(-OVERFLOW, v, OVERFLOW) if isinf(computed) else v for v in (exact, computed))
    return inf if isinf(exact) else abs(computed - exact) / max(ulp(exact), least)


def main():
    rows = []
    for line in sys.stdin:
        fields = line.split()
        if fields[0] in ("map", "gradient"):
            kind, name, bound, crosses, *parameters = fields
            formula = (FORMULAS if kind == "map" else SLOPES).get(name)
            if formula is None:
                sys.exit("no formula of the %s %s" % (kind, name))
            name += "" if kind == "map" else "'"
            parameters = [number(p) for p in parameters]
            # [name, parameters, bound, results, largest error, its input]
            rows.append([name, parameters, mpf(bound), 0, mpf(0), "-"])
            continue
        x, computed = number(fields[0]), number(fields[-1])
        # x - tanh(x) cancels three times the digits that x is small by.
        mp.dps = 60 if abs(x) > 1e-10 else 180
        exact, least = formula(x, *parameters), mpf(0)
        if exact is None:
            continue
        if kind == "gradient":
            dy = number(fields[1])
            exact *= dy
            # Of max(dy, dx) where the derivative crosses zero; else a subnormal derivative has lost digits.
            least = ulp(dy) if crosses == "true" else abs(dy) * LEAST
        e = error(exact, computed, least)
        rows[-1][3] += 1
        if e > rows[-1][4]:
            rows[-1][4:] = [e, "0x%s (%.9g)" % (fields[0], x)]
    print("%-32s %8s  %7s  %5s  %s" % ("kernel", "results", "max ULP", "bound", "worst input"))
    wrong = 0
    for name, parameters, bound, count, worst, at in rows:
        exceeded = worst > bound
        wrong += exceeded
        shown = name + ("(%s)" % ",".join("%.7g" % p for p in parameters) if parameters else "")
        mark = "   <- exceeded" if exceeded else ""
        print("%-32s %8d  %7.4f  %5.2f  %s%s" % (shown, count, worst, bound, at, mark))
    total = sum(row[3] for row in rows)
    print("%d results of %d kernels, gradients and sets of parameters, %d beyond their bound" % (total, len(rows), wrong))
    return 1 if wrong or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
