"""Weighted minimax fits on a grid (mpmath) with successive rounding of coefficients to float32."""
import mpmath as mp
import numpy as np
mp.mp.dps = 40


def f32(v):
    """Nearest float32 of an mpf, as a Python float."""
    return float(np.float32(float(v)))


def literal(v):
    """A float as a Java hex literal."""
    mantissa, exponent = float(np.float32(float(v))).hex().split('p')
    if '.' in mantissa:
        mantissa = mantissa.rstrip('0').rstrip('.')
    return f'{mantissa}p{int(exponent)}f'


def grid(a, b, n):
    a, b = mp.mpf(a), mp.mpf(b)
    return [(a + b) / 2 + (b - a) / 2 * mp.cos(mp.pi * (n - i) / n) for i in range(n + 1)]


def remez(xs, ys, ws, powers, iters=30, close=mp.mpf('1.0005')):
    """Minimise max |w (y - sum c_k x^p_k)| on the grid xs; returns (coefs, error)."""
    m = len(powers)
    n = len(xs)
    phi = [[x ** p for p in powers] for x in xs]
    # the grid itself is Chebyshev distributed: equal steps in index
    ref = [round((n - 1) * i / m) for i in range(m + 1)] if m else [0]
    best = None
    for _ in range(iters):
        a = mp.matrix(m + 1, m + 1)
        rhs = mp.matrix(m + 1, 1)
        for i, r in enumerate(ref):
            for j in range(m):
                a[i, j] = phi[r][j]
            a[i, m] = (-1) ** i / ws[r] if ws[r] else mp.mpf(0)
            rhs[i] = ys[r]
        sol = mp.lu_solve(a, rhs)
        c = [sol[j] for j in range(m)]
        err = [ws[i] * (ys[i] - mp.fsum(c[j] * phi[i][j] for j in range(m))) for i in range(n)]
        mx = max(abs(e) for e in err)
        if best is None or mx < best[1]:
            best = (c, mx)
        if mx <= abs(sol[m]) * close:
            break
        # local extrema of the error, alternating in sign
        ext = []
        for i in range(n):
            if ext and (err[i] >= 0) == (err[ext[-1]] >= 0):
                if abs(err[i]) > abs(err[ext[-1]]):
                    ext[-1] = i
            else:
                ext.append(i)
        while len(ext) > m + 1:
            if len(ext) == m + 2:
                if abs(err[ext[0]]) < abs(err[ext[-1]]):
                    ext.pop(0)
                else:
                    ext.pop()
            else:
                k = min(range(len(ext) - 1), key=lambda i: max(abs(err[ext[i]]), abs(err[ext[i + 1]])))
                if k == 0:
                    ext.pop(0)
                elif k == len(ext) - 2:
                    ext.pop()
                else:
                    del ext[k:k + 2]
        if len(ext) < m + 1:
            break
        ref = ext
    return best


def fit(f, w, a, b, powers, fixed=None, n=300, order=None):
    """Minimax fit with every coefficient rounded to float32, the most significant first.

    f, w: target and weight as functions of mpf; powers: exponents; fixed: {power: value}.
    Returns (dict power -> float32 value, error before rounding, error after rounding).
    """
    xs = grid(a, b, n)
    ys = [mp.mpf(f(x)) for x in xs]
    ws = [mp.mpf(w(x)) for x in xs]
    done = dict(fixed or {})
    free = [p for p in powers if p not in done]
    order = order or list(free)
    e0 = None
    while True:
        res = [y - mp.fsum(mp.mpf(c) * x ** p for p, c in done.items()) for x, y in zip(xs, ys)]
        if not free:
            e1 = max(abs(w_ * r) for w_, r in zip(ws, res))
            return done, float(e0), float(e1)
        c, e = remez(xs, res, ws, free)
        if e0 is None:
            e0 = e
        p = next(q for q in order if q in free)
        done[p] = f32(c[free.index(p)])
        free.remove(p)
