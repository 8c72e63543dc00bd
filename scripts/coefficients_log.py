"""The constants of LogCoefficients.java: logarithms, error function, activations and gradients.

Per family a weighted minimax fit whose coefficients are rounded to float one after the other, the
rest being fitted again each time. The errors are relative to the function, in units of 2^-24.
"""

import minimax
import numpy as np
from coefficients_exp import fma, horner, ulps
from minimax import f32, fit, mp

CONSTANTS = {}


def put(name, value, note=None):
    CONSTANTS[name] = value
    if note:
        print(f'  /** {note} */')
    kind, shown = ('float', minimax.literal(value)) if isinstance(value, float) else ('int', f'0x{value:08x}')
    print(f'  public static final {kind} {name} = {shown};\n')


def poly(prefix, f, w, a, b, powers, tuning=None, hidden=(), **kw):
    c, before, after = fit(f, w, a, b, powers, **kw)
    print(f'  // {prefix}: [{mp.nstr(mp.mpf(a), 6)}, {mp.nstr(mp.mpf(b), 6)}], powers {powers[0]} to '
          f'{powers[-1]}, {before * 2**24:.4f} x 2^-24 before rounding, {after * 2**24:.4f} x 2^-24 after.\n')
    if tuning:
        c = tuning(c)
    for p in powers:
        if p not in hidden:
            put(f'{prefix}{p}', c[p])
    return c


LN2 = mp.log(2)


def exponential():
    h = LN2 / 2 + mp.mpf('1e-6')
    f = lambda r: (mp.expm1(r) - r) / r**2 if abs(r) > mp.mpf('1e-9') else mp.mpf(1) / 2 + r / 6
    c, before, after = fit(f, lambda r: max(r * r, mp.mpf('1e-9')) * mp.exp(-r), -h, h, list(range(5)))
    print(f'  // EXP_C: e^r = 1 + r + r^2 q(r), |r| <= ln2 / 2, {before * 2**24:.4f} x 2^-24 before '
          f'rounding, {after * 2**24:.4f} x 2^-24 after.\n')
    for p in range(5):
        put(f'EXP_C{p + 2}', c[p])


def log_function(x, c):
    """log x of floats from 0.3 to 3, as ScalarLogMath has it."""
    k = (x.view(np.int32) - np.int32(0x3f400001)) >> 23
    f = (x.view(np.int32) - (k << 23)).view(np.float32) - np.float32(1)
    r = fma(f * f, horner(f, c), f)
    return fma(-k.astype(np.float32), np.float32(-f32(LN2)), r)


def log1p_function(x, c):
    """log(1 + x) of floats from -0.7 to 2, as ScalarLogMath has it."""
    u = x + np.float32(1)
    k = (u.view(np.int32) - np.int32(0x3f400001)) & np.int32(-0x800000)
    one = np.int32(0x3f800000)
    f = (x.view(np.int32) - k).view(np.float32) - (np.float32(1) - (one - k).view(np.float32))
    f[x == 0] = 0
    r = fma(f * f, horner(f, c), f)
    return fma(-(k >> 23).astype(np.float32), np.float32(-f32(LN2)), r)


# So many units in the last place the coefficients of the library are away from the rounded fit: the
# outcome of an early climb over a sample. climb() below, with a better objective, finds steps that
# are better by 0.06 ULP; to take them would change results of the library, which stay as they are
# as long as the error does.
LOG_STEPS = [0, 1, 2, 5, 16, 27, -55, 7, 0]
LOG_LIMIT = 0.95
# Where errors are large: both sides of the reduced interval and the octave below it.
LOG_CASES = [(log_function, np.log, [(0.375, 0.875), (1.125, 1.5)]),
             (log1p_function, np.log1p, [(-0.625, -0.125), (0.125, 0.5)])]
# The ends of the reduced interval, where one float in a hundred million decides.
LOG_ENDS = [np.arange(end - 64, end + 64, dtype=np.uint32).view(np.float32) for end in (0xbe800000, 0x3f000000)]


def stepped(c, steps):
    return [(v.view(np.int32) + np.int32(d)).view(np.float32) for v, d in zip(c, steps)]


def floats(a, b, stride):
    """All floats between two of the same sign, in blocks, or every stride-th of them."""
    low, high = sorted(int(np.float32(v).view(np.uint32)) for v in (a, b))
    for start in range(low, high + 1, stride << 20):
        stop = min(high + 1, start + (stride << 20))
        yield np.arange(start, stop, stride, dtype=np.uint32).view(np.float32)


def hard_inputs(c, cut, stride):
    """The largest error in ULP, and for both functions the inputs with an error above the cut."""
    found, top = [], 0
    for function, exact, ranges in LOG_CASES:
        kept = [np.empty(0, np.float32)]
        for x in [x for r in ranges for x in floats(*r, stride)] + (LOG_ENDS if function is log1p_function else []):
            e = ulps(function(x, c), exact(x.astype(np.float64)))
            top = max(top, float(e.max()))
            kept.append(x[e > cut])
        found.append(np.concatenate(kept))
    return top, found


def climb(c, rounds=6, tries=1500, stride=16):
    """Steps away from the coefficients c that make the largest error small. Climbs over inputs that
    were hard for the steps tried before, then looks for the hard inputs of where it ended."""
    rng = np.random.default_rng(7)
    # A coarse sample keeps the first climbs near; what is hard for them comes to it.
    inputs = [np.concatenate([x for r in ranges for x in floats(*r, 4099)]) for _, _, ranges in LOG_CASES]
    steps, best, best_error = [0] * 9, None, np.inf
    for _ in range(rounds):
        error, hard = hard_inputs(stepped(c, steps), 0.85, stride)
        if error < best_error:
            best, best_error = steps, error
        inputs = [np.unique(np.concatenate(pair)) for pair in zip(inputs, hard)]
        exact = [e(x.astype(np.float64)) for (_, e, _), x in zip(LOG_CASES, inputs)]

        def objective(trial):
            v = stepped(c, trial)
            return max(float(ulps(f(x, v), y).max()) for (f, _, _), x, y in zip(LOG_CASES, inputs, exact))

        steps, current = best, objective(best)
        for _ in range(tries):
            trial = list(steps)
            for i in rng.choice(9, rng.integers(1, 4), replace=False):
                trial[i] += int(rng.integers(-1, 2) * 2 ** rng.integers(0, 6))
            value = objective(trial)
            if value <= current:
                steps, current = trial, value
    return best


def tuned(c):
    before = [np.float32(c[p]) for p in range(9)]
    errors = {}
    for steps, what in (([0] * 9, 'as rounded'), (LOG_STEPS, 'the steps of the library'),
                        (climb(before), 'the steps of a climb')):
        errors[what] = hard_inputs(stepped(before, steps), 2, 1)[0]
        print(f'  // log and log1p {errors[what]:.4f} ULP, {what}: {steps}.\n')
    if errors['the steps of the library'] > min(LOG_LIMIT, errors['as rounded']):
        raise SystemExit('LOG_STEPS are no good for this fit.')
    return {p: float(v) for p, v in enumerate(stepped(before, LOG_STEPS))}


def log():
    f = lambda x: (mp.log1p(x) - x) / x**2 if abs(x) > 1e-9 else -mp.mpf(1) / 2 + x / 3
    w = lambda x: abs(x**2 / mp.log1p(x)) if abs(x) > 1e-9 else mp.mpf('1e-9')
    poly('LOG_P', f, w, -0.25, 0.5, list(range(9)), tuning=tuned)
    put('NEG_LN2', -f32(LN2), 'Minus ln 2.')
    put('LOG_CUT', 0x3f400001, 'Just above 0.75f: the reduced argument lies in (0.75, 1.5].')
    put('LOG_MAGIC', 12582912.0, '1.5 * 2^23.')
    put('LOG_MAGIC_BITS', 0x4b400000, 'The bits of LOG_MAGIC.')
    poly('LOG_Q', f, w, mp.mpf('-0.3'), mp.mpf('0.4'), list(range(9)))
    put('SOFTPLUS_CUT', 0xbf6a92a3, 'About log 0.4.')


def erf():
    thr = mp.mpf('0.90625')
    f = lambda u: mp.erf(mp.sqrt(u)) / mp.sqrt(u) - 1 if u > 0 else 2 / mp.sqrt(mp.pi) - 1
    poly('ERF_P', f, lambda u: 1 / (1 + f(u)), 0, thr**2, list(range(6)))
    put('ERF_SPLIT', float(thr))
    ctr = mp.mpf('0.984375')
    put('ERF_CENTRE', float(ctr), '63/64, where -log2 erfc is almost a float.')
    q = lambda v: -mp.log(mp.erfc(v + ctr), 2)
    poly('ERF_Q', q, lambda v: mp.erfc(v + ctr) * LN2 / mp.erf(v + ctr), thr - ctr, 4 - ctr, list(range(7)),
         fixed={0: f32(q(mp.mpf(0)))})
    poly('EXP2_P', lambda r: mp.mpf(2)**r, lambda r: 2**(-r), -0.5, 0.5, list(range(7)), hidden=(0,), fixed={0: 1.0})
    put('ERF_END_BITS', 0x40800000, '4.0f: erf is 1 from 3.92 on.')


def gelu():
    k = mp.mpf('3.25')
    put('GELU_K', float(k))
    h = mp.mpf('0.75')
    put('GELU_SHIFT', float(1 - h))
    g = lambda a: mp.erfc(a / mp.sqrt(2)) / 2 * mp.exp(a * a / 2)

    def f(t):
        t = max(t + h, mp.mpf('1e-15'))
        a = k * t / (1 - t)
        return (2 * g(a) * (a + 1) - 1) / t
    top = mp.mpf('13.75')
    poly('GELU_P', f, lambda t: max(t + h, mp.mpf('1e-3')) / (1 + (t + h) * f(t)), -h, top / (top + k) - h,
         list(range(10)), order=list(range(9, -1, -1)))
    put('GELU_MID', 4.75)
    put('GELU_HALF', 10.25)


def gates():
    put('GATE_MID', 46.0)
    put('GATE_HALF', 64.0)
    hi = f32(mp.mpf('1.702'))
    put('QUICK_HI', hi, '1.702.')
    put('QUICK_LO', f32(mp.mpf('1.702') - mp.mpf(hi)), '1.702 - QUICK_HI.')
    k0 = 2 * mp.sqrt(2 / mp.pi)
    k1 = k0 * mp.mpf('0.044715')
    put('TANH_K0_HI', 1.59375, '2 sqrt(2/pi), the leading bits.')
    put('TANH_K0_LO', f32(k0 - mp.mpf('1.59375')))
    put('TANH_K1_HI', f32(k1), '2 sqrt(2/pi) * 0.044715.')
    put('TANH_K1_LO', f32(k1 - mp.mpf(f32(k1))))


def bits():
    put('LN2_BITS', 0x3f317218)
    lost = np.float32(f32(mp.log(2) - mp.mpf(f32(mp.log(2)))))
    put('LN2_LO_BITS', int(lost.view(np.uint32)), 'LN2_LO, what the float near ln 2 lacks.')
    put('ONE_BITS', 0x3f800000)
    put('EXP_MASK', 0xff800000, 'Sign and exponent bits.')
    put('SIGN_MASK', 0x80000000)
    put('TINY_SCALE_BITS', 63 << 23, '2^-64.')
    put('NEG_RCP_MAGIC', 0xfef311c7, 'Minus the bits of d is within 5 % of -1/d.')


def shrink():
    thr = mp.mpf('0.90625')
    f = lambda u: (mp.sqrt(u) - mp.tanh(mp.sqrt(u))) / mp.sqrt(u)**3 \
        if u > mp.mpf('1e-12') else mp.mpf(1) / 3 - 2 * u / 15
    poly('SHRINK_P', f, lambda u: 1 / f(u), 0, thr**2, list(range(8)), hidden=(0,),
         fixed={0: mp.mpf(f32(mp.mpf(1) / 3)) + f32(mp.mpf(1) / 3 - f32(mp.mpf(1) / 3))})
    put('SHRINK_P0', f32(mp.mpf(1) / 3))
    put('SHRINK_P0_LO', f32(mp.mpf(1) / 3 - mp.mpf(f32(mp.mpf(1) / 3))))
    put('SHRINK_SPLIT', float(thr))
    put('SHRINK_END_BITS', 0x41a00000, '20.0f.')


def units():
    put('SWISH_MID', 91.0)
    put('SWISH_HALF', 109.0)
    put('MIN_NORMAL_BITS', 0x00800000)
    put('MISH_MID', 50.0)
    put('MISH_HALF', 60.0)
    put('ELU_END', -104.0)
    put('ELU_END_BITS', 0xc2d00000, '-104.0f.')
    lam = mp.mpf('1.0507009873554804934193349852946')
    alp = mp.mpf('1.6732632423543772848170429916717')
    hi = float.fromhex('0x1.0cfabcp0')
    assert 0 < lam - mp.mpf(hi) < mp.mpf(2)**-23
    put('SELU_POS_HI', hi, 'The float below scale = 1.0507....')
    put('SELU_POS_LO', f32(lam - mp.mpf(hi)))
    put('SELU_POS', f32(lam))
    put('SELU_NEG_HI', f32(lam * alp))
    put('SELU_NEG_LO', f32(lam * alp - mp.mpf(f32(lam * alp))))
    put('SOFTSIGN_END', 2.0**24)
    sixth = mp.mpf(1) / 6
    put('SIXTH_HI', f32(sixth))
    put('SIXTH_LO', f32(sixth - mp.mpf(f32(sixth))))


def gradients():
    put('GRADIENT_MID', 43.0)
    put('GRADIENT_HALF', 67.0)
    k0 = 2 * mp.sqrt(2 / mp.pi)
    put('TANH_K0', f32(k0), '2 sqrt(2/pi).')
    put('TANH_K1_TRIPLE', f32(3 * k0 * mp.mpf('0.044715')), '3 * 0.044715 * 2 sqrt(2/pi).')
    put('GELU_GRADIENT_MID', 4.25)
    put('GELU_GRADIENT_HALF', 10.75)
    put('MISH_GRADIENT_MID', 49.0)
    put('MISH_GRADIENT_HALF', 61.0)
    k = mp.mpf('3')
    put('MILLS_K', float(k))
    h = mp.mpf('0.5')

    def f(t):
        t = max(t + h, mp.mpf('1e-15'))
        a = k * t / (1 - t)
        return mp.erfc(a / mp.sqrt(2)) / 2 * mp.exp(a * a / 2) * (a + k)
    top = mp.mpf('13.5')
    poly('MILLS_P', f, lambda t: 1 / f(t), -h, top / (top + k) - h, list(range(9)), order=list(range(8, -1, -1)))
    put('NEG_DENSITY', -f32(1 / mp.sqrt(2 * mp.pi)), '-1 / sqrt(2 pi).')
    put('EXP_END', -104.0)
    put('ELU_GRADIENT_END', -128.0, '2^32 e^x is less than half the least float.')
    put('TWO_OVER_SQRT_PI', f32(2 / mp.sqrt(mp.pi)))
    put('ERF_GRADIENT_END', 110.0)


FAMILIES = {
    'exponential': exponential,
    'log': log,
    'erf': erf,
    'gelu': gelu,
    'gates': gates,
    'tanhshrink': shrink,
    'units': units,
    'gradients': gradients,
    'bits': bits,
}
