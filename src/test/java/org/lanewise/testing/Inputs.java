package org.lanewise.testing;

import java.util.Arrays;

/**
 * Inputs, by bit pattern rather than by value: every exponent, subnormals, zeros, infinities, NaN
 * and the neighbourhoods of the values where kernels change their ways. They are the same on every
 * JVM, since the golden hashes depend on them: no random number of the JDK, no function that may
 * differ.
 */
public final class Inputs {

  /** Where a formula, a clamp or a rounding changes; taken with both signs and two ULP around. */
  private static final float[] THRESHOLDS = {
    0.25f,
    0.3465736f,
    0.5f,
    0.6875f,
    0.6931472f,
    1f,
    2f,
    3f,
    4f,
    6f,
    8f,
    9.0107f,
    10f,
    16f,
    17.328678f,
    20f,
    24f,
    32f,
    64f,
    83.1777f,
    86.6434f,
    87.33655f,
    88f,
    88.37626f,
    88.72284f,
    89f,
    96f,
    100f,
    103.27893f,
    103.97208f,
    104f,
    107f,
    110f,
    126f,
    127f,
    128f,
    129f,
    149f,
    150f,
    256f,
    1e4f,
    0x1p22f,
    0x1p23f,
    0x1p24f,
    0x1p31f,
    0x1p63f,
    0x1p126f,
    0x1p-12f,
    0x1p-23f,
    0x1p-24f,
    0x1p-25f,
    0x1p-64f,
    0x1p-100f,
    0x1p-125f
  };

  private static final int[] MANTISSAS = {
    0, 1, 2, 0x155555, 0x2aaaaa, 0x400000, 0x7ffffe, 0x7fffff
  };

  private long state;

  /** Random inputs that begin with a seed. */
  public Inputs(long seed) {
    state = seed;
  }

  /** 64 random bits (SplitMix64). */
  public long bits() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** A random number from 0 to {@code bound − 1}. */
  public int below(int bound) {
    return (int) (((bits() >>> 32) * bound) >>> 32);
  }

  /** One of these values. */
  public float pick(float... values) {
    return values[below(values.length)];
  }

  /** A random float between −range and range, of 24 random bits. */
  public float uniform(float range) {
    return ((bits() >> 40) + 0.5f) * 0x1p-23f * range;
  }

  /** About normally distributed floats, as logits are. */
  public float[] normal(int n, float deviation) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = deviation * (uniform(1f) + uniform(1f) + uniform(1f));
    }
    return x;
  }

  /** Floats between −range and range. */
  public float[] uniform(int n, float range) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = uniform(range);
    }
    return x;
  }

  /**
   * Every special value among random neighbours: a third each of patterns, any bits, small values.
   */
  public float[] mixed(int n, float[] patterns) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (below(3)) {
            case 0 -> patterns[below(patterns.length)];
            case 1 -> Float.intBitsToFloat((int) bits());
            default -> uniform(24f);
          };
    }
    return x;
  }

  /** All exponents with both signs, among them subnormals, zeros, infinities and NaN. */
  public static float[] exponents() {
    float[] x = new float[2 * 256 * MANTISSAS.length];
    int n = 0;
    for (int exponent = 0; exponent < 512; exponent++) {
      for (int mantissa : MANTISSAS) {
        x[n++] = Float.intBitsToFloat(exponent << 23 | mantissa);
      }
    }
    return x;
  }

  /** The thresholds with both signs, ± 2 ULP. */
  public static float[] thresholds() {
    float[] x = new float[2 * 5 * THRESHOLDS.length];
    int n = 0;
    for (float threshold : THRESHOLDS) {
      for (int ulp = -2; ulp <= 2; ulp++) {
        float near = Float.intBitsToFloat(Float.floatToIntBits(threshold) + ulp);
        x[n++] = near;
        x[n++] = -near;
      }
    }
    return x;
  }

  /** All exponents and all thresholds. */
  public static float[] patterns() {
    float[] exponents = exponents();
    float[] thresholds = thresholds();
    float[] x = Arrays.copyOf(exponents, exponents.length + thresholds.length);
    System.arraycopy(thresholds, 0, x, exponents.length, thresholds.length);
    return x;
  }
}
