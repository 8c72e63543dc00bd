package org.lanewise.accuracy;

import java.util.Random;
import org.lanewise.internal.ScalarLoops;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;

/**
 * Prints what the maps of one input give, on a sample, for a judge that shares nothing with these
 * tests: {@code scripts/check-oracle.sh}. Each kernel and set of parameters has a line that says
 * {@code kernel}, its name, bound and parameters; each sample one with the bits of input and output
 * below it.
 */
final class Results {

  private static final int CHOSEN = 3000;
  private static final int RANDOM = 3000;
  private static final float SPREAD = 30f;
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

  private static void print(MapCase row, float[] parameters, float[] x, StringBuilder out) {
    float[] y = new float[x.length];
    Subject.run(new ScalarLoops().map(row.op(), false), parameters).apply(x, y, x.length);
    out.append("kernel ").append(row.name()).append(' ').append(row.op().ulp());
    for (float parameter : parameters) {
      out.append(' ').append(Integer.toHexString(Float.floatToRawIntBits(parameter)));
    }
    out.append('\n');
    for (int i = 0; i < x.length; i++) {
      if (Float.isFinite(x[i])) {
        out.append(Integer.toHexString(Float.floatToRawIntBits(x[i])))
            .append(' ')
            .append(Integer.toHexString(Float.floatToIntBits(y[i])))
            .append('\n');
      }
    }
  }
}
