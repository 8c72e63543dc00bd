"""The constants of Coefficients.java: the exponential, and what is made of it.

Per family:

1. minimax fit of the polynomial in 40 digits (Remez exchange), for the relative error of the
   function, not of the polynomial;
2. rounding of the coefficients to float;
3. search on the float evaluation itself: the operations of ScalarMath are repeated in float, on a
   few million inputs, and single coefficients are moved by some units in their last place for as
   long as the largest error in ULP shrinks. Only the worst inputs so far take part in the search;
   after each round the whole sample is evaluated again and new bad ones join.

A "before rounding" error is that of step 1, in units of 2^-24 relative to the function; the error
after the search is in ULP, of the whole function, on the sample. The sweep over all floats has the
last word, and is in the tests.
"""

import minimax
import numpy as np
from mpmath import mp, mpf

mp.dps = 40

F = np.float32
D = np.float64
TINY = mpf(10) ** -12


# ---------------------------------------------------------------------------------- common tools


def remez(f, weight, a, b, count):
    """Coefficients of the polynomial of `count` terms that minimises max |weight (f - c(x))| on
    [a, b], and that maximum."""
    points = minimax.grid(a, b, 2000)
    values, weights = [f(x) for x in points], [weight(x) for x in points]
    powers = list(range(count))
    c, worst = minimax.remez(points, values, weights, powers, iters=15, close=mpf("1.0001"))
    return c, float(worst)


def fma(a, b, c):
    """Float fma. The product is exact in double; that the sum is rounded twice shows in one case
    in 2^29, which does not matter to a search."""
    return (np.asarray(a, D) * np.asarray(b, D) + np.asarray(c, D)).astype(F)


def power(t, shift):
    """2^n from a float t that carries the biased exponent in its low bits."""
    return (t.view(np.int32) << shift).view(F)


def ulps(y, exact):
    """Error of the floats y in ULP of the exact values, for normal results."""
    _, e = np.frexp(np.abs(exact))
    return np.abs(y.astype(D) - exact) * np.ldexp(1.0, 24 - e)


def search(cases, c, fixed=(), rounds=10, steps=2500, seed=1):
    """Moves the float coefficients c to shrink the largest error over the cases, which are tuples
    (function(x, c), exact(x), inputs)."""
    rng = np.random.default_rng(seed)
    c = [F(float(v)) for v in c]
    top, top_error = c, np.inf
    free = [i for i in range(len(c)) if i not in fixed]
    truths = [exact(x.astype(D)) for _, exact, x in cases]
    members = [np.zeros(len(x), bool) for _, _, x in cases]

    def worst(candidate, subsets):
        e = np.concatenate([ulps(f(x, candidate), t) for f, x, t in subsets])
        return e.max() + 1e-4 * np.sum(np.maximum(e - 0.95 * e.max(), 0))

    for _ in range(rounds + 1):
        errors = [ulps(f(x, c), t) for (f, _, x), t in zip(cases, truths)]
        error = max(e.max() for e in errors)
        if error < top_error:
            top, top_error = c, error
        members = [m | (e > 0.8 * top_error) for m, e in zip(members, errors)]
        subsets = [(f, x[m], t[m]) for (f, _, x), t, m in zip(cases, truths, members)]
        best = worst(c, subsets)
        for _ in range(steps):
            d = list(c)
            for _ in range(rng.integers(1, 4)):
                i = free[rng.integers(len(free))]
                reach = 1 << int(rng.integers(0, 3 + 2 * i))
                d[i] = F(d[i] + F(rng.integers(-reach, reach + 1)) * np.spacing(d[i]))
            value = worst(d, subsets)
            if value < best:
                best, c = value, d
    errors = [ulps(f(x, top), t).max() for (f, _, x), t in zip(cases, truths)]
    return top, errors


CONSTANTS = {}


def java(name, v, comment):
    CONSTANTS[name] = float(F(v))
    print(f"  /** {comment} */")
    print(f"  public static final float {name} = {minimax.literal(v)};")
    print()


def magic(name, bias, comment):
    CONSTANTS[name] = 12582912.0 + bias
    print(f"  /** {comment} */")
    print(f"  public static final float {name} = 0x1.8p23f + {bias};")
    print()


def title(*lines):
    for line in lines:
        print(f"  // {line}")
    print()


# ------------------------------------------------------------------------------------- constants

LN2 = mp.log(2)
LOG2E = F(float(1 / LN2))
LN2_HI = F(float(LN2))
LN2_LO = F(float(LN2 - mpf(float(LN2_HI))))
ROUND = F(12582912.0)  # 0x1.8p23


def reduce(x, bias):
    """r without LN2_LO, r, and the float that carries n + bias: x = n ln2 + r."""
    magic = F(ROUND + F(bias))
    t = fma(x, LOG2E, magic)
    n = t - magic
    early = fma(n, -LN2_HI, x)
    return early, fma(n, -LN2_LO, early), t


def horner(r, c, early=None):
    p = fma(r if early is None else early, c[-1], c[-2])
    for v in c[-3::-1]:
        p = fma(p, r, v)
    return p


# -------------------------------------------------------------------------------------- families


def exp_function(x, c):
    early, r, t = reduce(x, 127)
    scale = power(t, 23)
    return fma(scale * r, horner(r, c, early), scale)


def sigmoid_function(x, c):
    early, r, t = reduce(-x, 97)
    p = horner(r, c, early)
    one = F(2.0**-30)
    unit = power(t, 23)
    large, small = np.maximum(unit, one), np.minimum(unit, one)
    scale = unit * r
    den = fma(scale, p, large + small)
    low = fma(scale, p, small - (den - large))
    q = F(1) / den
    e = fma(-den, q, F(1))
    e = fma(-low, q, e)
    return fma(e, q, q) * one


def family_exp():
    """exp, scaledExp, sigmoid: e^r = 1 + r p(r)."""
    half = LN2 / 2 * mpf("1.0001")
    f = lambda r: mp.expm1(r) / r if abs(r) > TINY else 1 + r / 2
    c, before = remez(f, lambda r: abs(r) / mp.exp(r) + TINY, -half, half, 6)
    c[0] = mpf(1)
    x = np.random.default_rng(7).uniform(-87, 88, 3_000_000).astype(F)
    y = np.random.default_rng(8).uniform(-87, 0, 1_500_000).astype(F)
    cases = [(exp_function, np.exp, x), (sigmoid_function, lambda v: 1 / (1 + np.exp(-v)), y)]
    c, after = search(cases, c, fixed=(0,))
    left = float(abs(LN2 - mpf(float(LN2_HI)) - mpf(float(LN2_LO))))
    title("Reduction x = n ln2 + r.")
    java("LOG2E", LOG2E, "Near log2(e).")
    java("LN2_HI", LN2_HI, "Near ln 2; a multiple of 2^-21, so x - n LN2_HI is exact.")
    java("LN2_LO", LN2_LO, f"Near ln 2 - LN2_HI; what both leave out is {left:.0e}.")
    magic("EXP_ROUND", 254, "Rounds to an integer n, and carries n + 254, two exponent biases.")
    magic("SIGMOID_ROUND", 97, "Rounds to an integer n, and carries n - 30 + 127.")
    title(
        f"e^r = 1 + r p(r), |r| <= 0.3466, p of degree 5: {before * 2**24:.3f} x 2^-24 before"
        f" rounding;",
        f"exp {after[0]:.3f} ULP, sigmoid {after[1]:.3f} ULP on the sample of the search.",
    )
    for k, near in zip(range(2, 7), ("1/2", "1/6", "1/24", "1/120", "1/720")):
        java(f"EXP_C{k}", c[k - 1], f"Near {near}.")
    title("The same for tanh, which takes e^2y: y = n ln2 / 2 + r, e^2r = 1 + r (2 p(2r)).")
    java("TANH_LOG2E", 2 * LOG2E, "2 LOG2E.")
    java("TANH_LN2", LN2_HI / 2, "LN2_HI / 2.")
    magic("TANH_ROUND", 127, "Rounds to an integer n, and carries n + 127.")
    for k in range(1, 7):
        java(f"TANH_E{k}", c[k - 1] * F(2.0**k), f"2^{k} EXP_C{k}." if k > 1 else "2.")
    return c


def tanh_near(x, c):
    w = x * x
    return fma(w * horner(w, c), x, x)


TANH_SPLIT = mpf(11) / 16


def family_tanh():
    """tanh x = x + x w c(w), w = x^2, below the split."""

    def f(w):
        x = mp.sqrt(w)
        return (mp.tanh(x) / x - 1) / w if w > TINY else -mpf(1) / 3 + 2 * w / 15

    def weight(w):
        x = mp.sqrt(w)
        return w * x / mp.tanh(x) + TINY if w > TINY else TINY

    c, before = remez(f, weight, 0, TANH_SPLIT**2, 5)
    x = np.random.default_rng(7).uniform(0.05, 0.6875, 3_000_000).astype(F)
    c, after = search([(tanh_near, np.tanh, x)], c)
    title(
        "tanh x = x + x w c(w), w = x^2, |x| < TANH_SPLIT, c of degree 4:",
        f"{before * 2**24:.3f} x 2^-24 before rounding; {after[0]:.3f} ULP on the sample.",
    )
    java("TANH_SPLIT", F(float(TANH_SPLIT)), "Below it the polynomial, from it on e^2x.")
    for k, near in zip(range(3, 12, 2), ("-1/3", "2/15", "-17/315", "62/2835", "-1382/155925")):
        java(f"TANH_C{k}", c[(k - 3) // 2], f"Near {near}.")
    return c


EXPM1_OFFSET = F(float(mpf(1) / 2 - mp.log(mpf(3) / 2, 2)))


def expm1_function(x, c):
    magic = F(ROUND + F(127))
    t = fma(x, LOG2E, EXPM1_OFFSET)
    t = t + magic
    n = t - magic
    r = fma(n, -LN2_HI, x)
    r = fma(n, -LN2_LO, r)
    s = fma(r * r, horner(r, c), r)
    scale = power(t, 23)
    return fma(scale, s, scale - F(1))


def family_expm1():
    """expm1: e^r = 1 + r + r^2 q(r)."""
    low, high = mp.log(mpf(3) / 4) * mpf("1.0001"), mp.log(mpf(3) / 2) * mpf("1.0001")
    f = lambda r: (mp.expm1(r) - r) / r**2 if abs(r) > mpf(10) ** -9 else mpf(1) / 2 + r / 6
    weight = lambda r: r * r / abs(mp.expm1(r)) + TINY if abs(r) > TINY else TINY
    c, before = remez(f, weight, low, high, 6)
    rng = np.random.default_rng(7)
    ranges = ((-1.2, 1.9, 2_000_000), (0.3, 0.4056, 1_000_000), (-0.4, -0.27, 500_000))
    x = np.concatenate([rng.uniform(*r) for r in ranges]).astype(F)
    c, after = search([(expm1_function, np.expm1, x)], c)
    title("expm1: n = round(x log2(e) + EXPM1_OFFSET), so that ln 0.75 <= r <= ln 1.5.")
    java("EXPM1_OFFSET", EXPM1_OFFSET, "Near 1/2 - log2(1.5).")
    magic("EXPM1_ROUND", 127, "Rounds to an integer n, and carries n + 127.")
    title(
        "e^r - 1 = r + r^2 q(r), ln 0.75 <= r <= ln 1.5, q of degree 5:",
        f"{before * 2**24:.4f} x 2^-24 before rounding; expm1 {after[0]:.3f} ULP on the sample.",
    )
    for k, near in zip(range(2, 8), ("1/2", "1/6", "1/24", "1/120", "1/720", "1/5040")):
        java(f"EXPM1_C{k}", c[k - 2], f"Near {near}.")
    return c


FAMILIES = {"exp": family_exp, "tanh": family_tanh, "expm1": family_expm1}
