"""Derives the constants of LogCoefficients; prints Java lines. Run: python3 coefficients_log.py"""
import sys
import numpy as np
from remez import fit, f32, hexf, mp

C = {}       # name -> (type, value)
NOTES = {}   # family -> text
ORDER = []


def put(family, name, value, typ='F', note=''):
    C[name] = (typ, value)
    ORDER.append((family, name, note))


def poly(family, prefix, f, w, a, b, powers, names=None, **kw):
    c, e0, e1 = fit(f, w, a, b, powers, **kw)
    for p in powers:
        put(family, f'{prefix}{p if names is None else names[p]}', c[p])
    NOTES[family + ':' + prefix] = (
        f'{prefix}*: interval [{mp.nstr(mp.mpf(a), 6)}, {mp.nstr(mp.mpf(b), 6)}], powers {powers[0]}..{powers[-1]}, weighted error '
        f'{mp.nstr(e0 * 2**24, 4)} * 2^-24 before, {mp.nstr(e1 * 2**24, 4)} * 2^-24 after rounding the coefficients')
    return c


def split(value, bits):
    """hi with that many significand bits, lo the float nearest to the rest."""
    m, e = mp.frexp(value)
    hi = float(mp.ldexp(mp.nint(mp.ldexp(m, bits)), e - bits))
    return hi, f32(mp.mpf(value) - mp.mpf(hi))


def tune(prefix, offsets):
    """Moves coefficients by units in their last place: the outcome of climb.py (fixed seed), which
    repeats the float evaluation and keeps what lowers the largest error in ULP."""
    for i, d in enumerate(offsets):
        v = np.float32(C[f'{prefix}{i}'][1])
        C[f'{prefix}{i}'] = ('F', float((v.view(np.int32) + np.int32(d)).view(np.float32)))


LN2 = mp.log(2)


def common():
    fam = 'exp'
    put(fam, 'LOG2E', f32(1 / LN2), note='1 / ln 2')
    hi, lo = split(LN2, 15)
    put(fam, 'LN2_HI', hi, note='the leading 15 bits of ln 2: times an integer below 512 it is exact')
    put(fam, 'LN2_LO', lo, note='ln 2 - LN2_HI')
    put(fam, 'MAGIC', 12582912.0 + 127, note='1.5 * 2^23 + 127: adding it rounds to an integer n whose biased exponent ends the bits')
    h = LN2 / 2 + mp.mpf('1e-6')
    f = lambda r: (mp.expm1(r) - r) / r**2 if abs(r) > mp.mpf('1e-9') else mp.mpf(1) / 2 + r / 6
    c, e0, e1 = fit(f, lambda r: max(r * r, mp.mpf('1e-9')) * mp.exp(-r), -h, h, list(range(5)))
    for p in range(5):
        put(fam, f'EXP_C{p + 2}', c[p])
    NOTES[fam] = f'EXP_C2..6: expm1(r) = r + r^2 q(r), |r| <= ln2/2; error {e0 * 2**24:.4g} -> {e1 * 2**24:.4g} * 2^-24'


def log():
    fam = 'log'
    f = lambda x: (mp.log1p(x) - x) / x**2 if abs(x) > 1e-9 else -mp.mpf(1) / 2 + x / 3
    w = lambda x: abs(x**2 / mp.log1p(x)) if abs(x) > 1e-9 else mp.mpf('1e-9')
    poly(fam, 'LOG_P', f, w, -0.25, 0.5, list(range(9)))
    # python3 climb.py log1p LOG_P 9 be7ffff0-be800010,3efffff0-3f000010,3e000000-3f800000,
    #     bdc00000-bf000000,3f800000-41000000 700
    tune('LOG_P', [0, 1, 2, 5, 16, 27, -55, 7, 0])
    put(fam, 'LN2', f32(LN2), note='ln 2')
    put(fam, 'NEG_LN2', -f32(LN2), note='-ln 2')
    put(fam, 'LOG_CUT', 0x3f400001, 'I', 'just above 0.75f: the reduced argument lies in (0.75, 1.5]')
    put(fam, 'LOG_MAGIC', 12582912.0, note='1.5 * 2^23')
    put(fam, 'LOG_MAGIC_BITS', 0x4b400000, 'I', 'the bits of LOG_MAGIC')
    poly(fam, 'LOG_Q', f, w, mp.mpf('-0.3'), mp.mpf('0.4'), list(range(9)))
    put(fam, 'SOFTPLUS_CUT', 0xbf6a92a3 - (1 << 32), 'I', 'about log 0.4')


def erf():
    fam = 'erf'
    thr = mp.mpf('0.90625')
    f = lambda u: mp.erf(mp.sqrt(u)) / mp.sqrt(u) - 1 if u > 0 else 2 / mp.sqrt(mp.pi) - 1
    poly(fam, 'ERF_P', f, lambda u: 1 / (1 + f(u)), 0, thr**2, list(range(6)))
    put(fam, 'ERF_SPLIT', float(thr))
    ctr = mp.mpf('0.984375')
    put(fam, 'ERF_CENTRE', float(ctr), note='63/64, where -log2 erfc is almost a float')
    q = lambda v: -mp.log(mp.erfc(v + ctr), 2)
    poly(fam, 'ERF_Q', q, lambda v: mp.erfc(v + ctr) * LN2 / mp.erf(v + ctr), thr - ctr, 4 - ctr, list(range(7)),
         fixed={0: f32(q(mp.mpf(0)))})
    poly(fam, 'EXP2_P', lambda r: mp.mpf(2)**r, lambda r: 2**(-r), -0.5, 0.5, list(range(7)), fixed={0: 1.0})
    put(fam, 'ERF_END_BITS', 0x40800000, 'I', '4.0f: erf is 1 from 3.92 on')


def gelu():
    fam = 'gelu'
    k = mp.mpf('3.25')
    put(fam, 'GELU_K', float(k))
    h = mp.mpf('0.75')
    put(fam, 'GELU_SHIFT', float(1 - h))
    put(fam, 'GELU_CENTRE', float(h))
    g = lambda a: mp.erfc(a / mp.sqrt(2)) / 2 * mp.exp(a * a / 2)

    def f(t):
        t = max(t + h, mp.mpf('1e-15'))
        a = k * t / (1 - t)
        return (2 * g(a) * (a + 1) - 1) / t
    top = mp.mpf('13.75')
    poly(fam, 'GELU_P', f, lambda t: max(t + h, mp.mpf('1e-3')) / (1 + (t + h) * f(t)), -h, top / (top + k) - h, list(range(10)), order=list(range(9, -1, -1)))
    put(fam, 'GELU_MID', 4.75)
    put(fam, 'GELU_HALF', 10.25)


def gates():
    fam = 'gates'
    put(fam, 'GATE_MID', 46.0)
    put(fam, 'GATE_HALF', 64.0)
    hi, lo = f32(mp.mpf('1.702')), 0
    put(fam, 'QUICK_HI', hi, note='1.702')
    put(fam, 'QUICK_LO', f32(mp.mpf('1.702') - mp.mpf(hi)), note='1.702 - QUICK_HI')
    k0 = 2 * mp.sqrt(2 / mp.pi)
    k1 = k0 * mp.mpf('0.044715')
    put(fam, 'TANH_K0_HI', 1.59375, note='2 sqrt(2/pi), the leading bits')
    put(fam, 'TANH_K0_LO', f32(k0 - mp.mpf('1.59375')))
    put(fam, 'TANH_K1_HI', f32(k1), note='2 sqrt(2/pi) * 0.044715')
    put(fam, 'TANH_K1_LO', f32(k1 - mp.mpf(f32(k1))))


def misc():
    fam = 'misc'
    for n, v in dict(ONE=1.0, HALF=.5, TWO=2.0, ZERO=0.0, NEG_ONE=-1.0, NEG_HALF=-0.5, NEG_INF=float('-inf'), INF=float('inf')).items():
        put(fam, n, v)
    put(fam, 'HALF_BITS', 0x3f000000, 'I')
    put(fam, 'LN2_BITS', 0x3f317218, 'I')
    put(fam, 'ONE_BITS', 0x3f800000, 'I')
    put(fam, 'EXP_MASK', -0x00800000, 'I', 'sign and exponent bits')
    put(fam, 'SIGN_MASK', -0x80000000, 'I')
    put(fam, 'NEG_ZERO', -0.0)
    put(fam, 'TINY_SCALE_BITS', 63 << 23, 'I', '2^-64')
    put(fam, 'NEG_RCP_MAGIC', 0x7ef311c7 - (1 << 31), 'I', 'minus the bits of d is within 5 % of -1/d')


def shrink():
    fam = 'tanhshrink'
    thr = mp.mpf('0.90625')
    f = lambda u: (mp.sqrt(u) - mp.tanh(mp.sqrt(u))) / mp.sqrt(u)**3 if u > mp.mpf('1e-12') else mp.mpf(1) / 3 - 2 * u / 15
    poly(fam, 'SHRINK_P', f, lambda u: 1 / f(u), 0, thr**2, list(range(8)), fixed={0: mp.mpf(f32(mp.mpf(1) / 3)) + f32(mp.mpf(1) / 3 - f32(mp.mpf(1) / 3))})
    C['SHRINK_P0'] = ('F', f32(mp.mpf(1) / 3))
    put(fam, 'SHRINK_P0_LO', f32(mp.mpf(1) / 3 - mp.mpf(f32(mp.mpf(1) / 3))))
    put(fam, 'SHRINK_SPLIT', float(thr))
    put(fam, 'SHRINK_END_BITS', 0x41a00000, 'I', '20.0f')
    put(fam, 'TWO_LOG2E', 2 * f32(1 / LN2))
    put(fam, 'HALF_LN2_HI', C['LN2_HI'][1] / 2)
    put(fam, 'HALF_LN2_LO', C['LN2_LO'][1] / 2)
    h = LN2 / 4 + mp.mpf('1e-6')
    f2 = lambda r: mp.expm1(2 * r) / r if abs(r) > mp.mpf('1e-9') else 2 + 2 * r
    poly(fam, 'EXP2X_C', f2, lambda r: max(abs(r), mp.mpf('1e-6')) * mp.exp(-2 * r), -h, h, list(range(6)), names=list(range(1, 7)))


def units():
    fam = 'units'
    put(fam, 'SWISH_MID', 91.0)
    put(fam, 'SWISH_HALF', 109.0)
    put(fam, 'MIN_NORMAL_BITS', 0x00800000, 'I')
    put(fam, 'MISH_MID', 50.0)
    put(fam, 'MISH_HALF', 60.0)
    put(fam, 'ELU_END', -104.0)
    put(fam, 'ELU_END_BITS', 0xc2d00000 - (1 << 32), 'I', '-104.0f')
    lam = mp.mpf('1.0507009873554804934193349852946')
    alp = mp.mpf('1.6732632423543772848170429916717')
    hi = float.fromhex('0x1.0cfabcp0')
    assert 0 < lam - mp.mpf(hi) < mp.mpf(2)**-23
    put(fam, 'SELU_POS_HI', hi, note='the float below scale = 1.0507...')
    put(fam, 'SELU_POS_LO', f32(lam - mp.mpf(hi)))
    put(fam, 'SELU_POS', f32(lam))
    put(fam, 'SELU_NEG_HI', f32(lam * alp))
    put(fam, 'SELU_NEG_LO', f32(lam * alp - mp.mpf(f32(lam * alp))))
    put(fam, 'SOFTSIGN_END', 2.0**24)
    put(fam, 'THREE', 3.0)
    sixth = mp.mpf(1) / 6
    put(fam, 'SIXTH_HI', f32(sixth))
    put(fam, 'SIXTH_LO', f32(sixth - mp.mpf(f32(sixth))))


def gradients():
    fam = 'gradients'
    put(fam, 'GRADIENT_MID', 43.0)
    put(fam, 'GRADIENT_HALF', 67.0)
    k0 = 2 * mp.sqrt(2 / mp.pi)
    put(fam, 'TANH_K0', f32(k0), note='2 sqrt(2/pi)')
    put(fam, 'TANH_K1_TRIPLE', f32(3 * k0 * mp.mpf('0.044715')), note='3 * 0.044715 * 2 sqrt(2/pi)')
    put(fam, 'GELU_GRADIENT_MID', 4.25)
    put(fam, 'GELU_GRADIENT_HALF', 10.75)
    put(fam, 'MISH_GRADIENT_MID', 49.0)
    put(fam, 'MISH_GRADIENT_HALF', 61.0)
    put(fam, 'FOUR', 4.0)
    k = mp.mpf('3')
    put(fam, 'MILLS_K', float(k))
    h = mp.mpf('0.5')

    def f(t):
        t = max(t + h, mp.mpf('1e-15'))
        a = k * t / (1 - t)
        return mp.erfc(a / mp.sqrt(2)) / 2 * mp.exp(a * a / 2) * (a + k)
    top = mp.mpf('13.5')
    poly(fam, 'MILLS_P', f, lambda t: 1 / f(t), -h, top / (top + k) - h, list(range(9)), order=list(range(8, -1, -1)))
    put(fam, 'NEG_DENSITY', -f32(1 / mp.sqrt(2 * mp.pi)), note='-1 / sqrt(2 pi)')
    put(fam, 'EXP_END', -104.0)
    put(fam, 'TWO_OVER_SQRT_PI', f32(2 / mp.sqrt(mp.pi)))
    put(fam, 'ERF_GRADIENT_END', 110.0)


FAMILIES = [common, log, erf, gelu, gates, shrink, units, gradients, misc]
if __name__ == '__main__':
    for f in FAMILIES:
        f()
    for k, n in NOTES.items():
        print('//', k, n)
    for fam, n, note in ORDER:
        t, v = C[n]
        print(fam, n, hexf(v) if t == 'F' and abs(v) != float('inf') else v, note)
