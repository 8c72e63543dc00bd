package org.lanewise.accuracy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.lanewise.internal.ZipOp;
import org.lanewise.table.KernelTable.ZipCase;

/**
 * Inputs for the accuracy tests: not all floats, but those where kernels have gone wrong before.
 */
final class Samples {

  /** So many floats on either side of a threshold. */
  static final int NEAR = 64;

  private static final long SEED = 20_250_916;

  private static final int MANTISSA_BITS = 23;
  private static final int MANTISSAS = 1 << MANTISSA_BITS;
  private static final int EXPONENTS = 255;
  private static final int SIGN = 0x80000000;
  private static final int BIAS = 127;

  /** Random mantissas for the exponents where functions bend, and for the others. */
  private static final int MANY = 8192;

  private static final int FEW = 512;
  private static final int BEND_FROM = BIAS - 30;
  private static final int BEND_TO = BIAS + 8;

  /**
   * Where kernels change over from one formula to another, saturate, overflow or reach the
   * subnormals; both signs are taken. Multiples of ln 2, where reductions step, are added to these.
   */
  private static final double[] THRESHOLDS = {
    0.0, // the signs of zero
    0.5,
    1,
    1.5,
    2,
    2.5,
    3,
    4,
    5,
    6,
    8,
    10,
    20, // bounds of the piecewise linear kernels
    0.6875, // tanh: from the polynomial to the quotient
    8.664339,
    9.010913, // tanh: 1 - 2^-24, 1
    16.635532,
    17.328680, // sigmoid: 1 - 2^-24, 1
    87.336544,
    103.278929,
    103.972076,
    104, // exp: last normal, last subnormal, 0, cut
    88.029689,
    88.722839,
    89, // exp: last floats, infinity, cut
    107,
    256,
    512, // softmax: nothing left, change of reference
    12_102_203.16, // 2^24 / ln 2
    1.844674e19,
    1.3043817e19,
    6.98e12, // where a square, a cube overflow
    5.7e37,
    1.7014118e38, // where six times x, two times x overflow
  };

  private Samples() {}

  /** For maps over one input: all exponents, both signs, and the neighbourhoods of thresholds. */
  static float[] unary(float[][] specials) {
    Floats floats = new Floats();
    Random random = new Random(SEED);
    for (int exponent = 0; exponent < EXPONENTS; exponent++) {
      int base = exponent << MANTISSA_BITS;
      for (int mantissa = 0; mantissa < NEAR; mantissa++) {
        floats.addBothSigns(base + mantissa);
        floats.addBothSigns(base + MANTISSAS - 1 - mantissa);
      }
      int count = exponent >= BEND_FROM && exponent < BEND_TO ? MANY : FEW;
      for (int i = 0; i < count; i++) {
        floats.addBothSigns(base + random.nextInt(MANTISSAS));
      }
    }
    for (double threshold : THRESHOLDS) {
      floats.addNeighbours((float) threshold);
    }
    for (int k = 1; k <= 620; k++) {
      floats.addNeighbours((float) (k * 0.25 * StrictMath.log(2)));
    }
    for (int k = -150; k <= 150; k++) {
      floats.addNeighbours((float) (StrictMath.log(1.5) + k * StrictMath.log(2)));
    }
    for (float[] special : specials) {
      if (Float.isFinite(special[0])) {
        floats.addNeighbours(special[0]);
      } else {
        floats.add(Float.floatToRawIntBits(special[0]));
      }
    }
    return floats.toArray();
  }

  /**
   * For maps over two inputs: pairs of a grid, and of the neighbourhoods of the zeros of the
   * derivative; in two arrays of the same length.
   */
  static float[][] pairs(ZipCase row) {
    ZipOp op = row.op();
    Floats floats = new Floats();
    for (float x : grid(24, op)) {
      floats.add(Float.floatToRawIntBits(x));
    }
    if (op.crossesZero()) {
      addCrossings(x -> row.oracle().applyAsDouble(x, 1), floats);
    }
    float[] first = floats.toArray();
    float[] second = grid(6, null);
    float[][] pairs = new float[2][first.length * second.length];
    int i = 0;
    for (float x : first) {
      for (float y : second) {
        pairs[0][i] = x;
        pairs[1][i++] = y;
      }
    }
    return pairs;
  }

  /** The neighbours of all zeros of a derivative; they lie between -16 and 16. */
  private static void addCrossings(DoubleUnaryOperator derivative, Floats floats) {
    int found = 0;
    for (double x = -16; x < 16; x += 0x1p-6) {
      double low = x;
      double high = x + 0x1p-6;
      if (derivative.applyAsDouble(low) < 0 == derivative.applyAsDouble(high) < 0) {
        continue;
      }
      while ((float) low != (float) high) {
        double mid = (low + high) / 2;
        if (derivative.applyAsDouble(low) < 0 == derivative.applyAsDouble(mid) < 0) {
          low = mid;
        } else {
          high = mid;
        }
      }
      floats.addNeighbours((float) low);
      found++;
    }
    if (found == 0) {
      throw new IllegalStateException("This derivative does not cross zero.");
    }
  }

  private static float[] grid(int mantissas, ZipOp op) {
    Floats floats = new Floats();
    Random random = new Random(SEED);
    for (int exponent = 0; exponent < EXPONENTS; exponent++) {
      boolean bend = exponent >= BEND_FROM && exponent < BEND_TO;
      int base = exponent << MANTISSA_BITS;
      if (bend || exponent % 8 == 0 || exponent == EXPONENTS - 1) {
        floats.addBothSigns(base);
        floats.addBothSigns(base + MANTISSAS - 1);
        for (int i = 0; i < (bend ? mantissas : 1); i++) {
          floats.addBothSigns(base + random.nextInt(MANTISSAS));
        }
      }
    }
    float[] all = floats.toArray();
    float[] some = new float[all.length];
    int n = 0;
    for (float x : all) {
      if (op == null || inDomain(op, x)) {
        some[n++] = x;
      }
    }
    return Arrays.copyOf(some, n);
  }

  /** Whether x can be the first input: gradients from the output know only what outputs can be. */
  private static boolean inDomain(ZipOp op, float x) {
    return switch (op) {
      case SIGMOID_GRADIENT -> x >= 0 && x <= 1;
      case TANH_GRADIENT -> x >= -1 && x <= 1;
      default -> true;
    };
  }

  /** A growing list of floats, as bits. */
  private static final class Floats {
    private float[] values = new float[1 << 20];
    private int count;

    void add(int bits) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = Float.intBitsToFloat(bits);
    }

    void addBothSigns(int bits) {
      add(bits);
      add(bits | SIGN);
    }

    void addNeighbours(float threshold) {
      int bits = Float.floatToRawIntBits(threshold) & ~SIGN;
      for (int distance = -NEAR; distance <= NEAR; distance++) {
        addBothSigns(Math.max(bits + distance, 0));
      }
    }

    float[] toArray() {
      return Arrays.copyOf(values, count);
    }
  }
}
