package org.lanewise.accuracy;

import java.util.Random;
import org.lanewise.internal.ScalarLoops;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;

/**
 * Prints what the maps of one input and their gradients give, on a sample, for a judge that shares
 * nothing with these tests: {@code scripts/check-oracle.sh}. Each kernel and set of parameters has
 * a line that says {@code map} or {@code gradient}, its name, its bound, whether that counts in ULP
 * of max(dy, dx), and the parameters; each sample one with the bits of input, gradient from above
 * and output below it.
 */
final class Results {

  private static final int CHOSEN = 3000;
  private static final int RANDOM = 3000;
  private static final float SPREAD = 30f;
  private static final int SCALES = 20;
  private static final long SEED = 20_261_127;

  private Results() {}

  /** Prints them; takes no arguments. */
  public static void main(String[] args) {
    float[] x = inputs();
    StringBuilder out = new StringBuilder();
    for (MapCase row : KernelTable.MAPS) {
      print(row, row.parameters(), x, out);
      OtherParameters<?> other = OtherParameters.MAPS.get(row.name());
      if (other != null) {
        print(row, other.parameters(), x, out);
      }
    }
    float[] dy = factors(x.length);
    for (ZipCase row : KernelTable.ZIPS) {
      print(row, row.parameters(), x, dy, out);
      OtherParameters<?> other = OtherParameters.ZIPS.get(row.name());
      if (other != null) {
        print(row, other.parameters(), x, dy, out);
      }
    }
    System.out.print(out);
  }

  /** Thresholds and what lies around them, floats of all magnitudes, and common ones. */
  private static float[] inputs() {
    float[] sample = Samples.unary(new float[0][]);
    float[] x = new float[CHOSEN + 2 * RANDOM];
    Random random = new Random(SEED);
    for (int i = 0; i < CHOSEN; i++) {
      x[i] = sample[(int) ((long) sample.length * i / CHOSEN)];
    }
    for (int i = CHOSEN; i < x.length; i += 2) {
      x[i] = Float.intBitsToFloat(random.nextInt());
      x[i + 1] = (random.nextFloat() - 0.5f) * SPREAD;
    }
    return x;
  }

  /** Gradients from above of both signs and many magnitudes. */
  private static float[] factors(int count) {
    Random random = new Random(SEED + 1);
    float[] dy = new float[count];
    for (int i = 0; i < count; i++) {
      dy[i] = Math.scalb((float) random.nextGaussian(), random.nextInt(2 * SCALES) - SCALES);
    }
    return dy;
  }

  private static void print(MapCase row, float[] parameters, float[] x, StringBuilder out) {
    float[] y = new float[x.length];
    Subject.run(new ScalarLoops().map(row.op(), false), parameters).apply(x, y, x.length);
    head("map", row.name(), row.op().ulp(), false, parameters, out);
    for (int i = 0; i < x.length; i++) {
      if (Float.isFinite(x[i])) {
        line(out, x[i], y[i]);
      }
    }
  }

  private static void print(
      ZipCase row, float[] parameters, float[] x, float[] dy, StringBuilder out) {
    float p = parameters.length > 0 ? parameters[0] : 0;
    float q = parameters.length > 1 ? parameters[1] : 0;
    float[] dx = new float[x.length];
    new ScalarLoops().zip(row.op(), false).run(x, 0, dy, 0, dx, 0, x.length, p, q);
    head("gradient", row.name(), row.op().ulp(), row.op().crossesZero(), parameters, out);
    Subject.Domain domain = Subject.Domain.of(row.op());
    for (int i = 0; i < x.length; i++) {
      if (Float.isFinite(x[i]) && domain.contains(x[i])) {
        line(out, x[i], dy[i], dx[i]);
      }
    }
  }

  private static void head(
      String kind,
      String name,
      double bound,
      boolean crossesZero,
      float[] parameters,
      StringBuilder out) {
    out.append(kind).append(' ').append(name).append(' ').append(bound).append(' ');
    out.append(crossesZero);
    for (float parameter : parameters) {
      out.append(' ').append(Integer.toHexString(Float.floatToRawIntBits(parameter)));
    }
    out.append('\n');
  }

  private static void line(StringBuilder out, float... values) {
    for (float value : values) {
      out.append(Integer.toHexString(Float.floatToIntBits(value))).append(' ');
    }
    out.append('\n');
  }
}
