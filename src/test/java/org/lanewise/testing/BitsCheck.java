package org.lanewise.testing;

import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Compares results bit by bit and counts what it has compared. NaN equals NaN whatever its payload;
 * −0 and +0 differ.
 */
public final class BitsCheck {

  private final String name;
  private long cases;
  private long elements;

  /** For the tests of a class. */
  public BitsCheck(Class<?> test) {
    this.name = test.getSimpleName();
  }

  /**
   * One case: fails at the first element that differs.
   *
   * @param where kernel, container, offset and so on
   * @param inputs what element {@code i} was computed from
   */
  public void same(
      Supplier<String> where, IntFunction<String> inputs, float[] expected, float[] actual, int n) {
    for (int i = 0; i < n; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        throw new AssertionError(
            String.format(
                "%s, n %d, element %d of input %s: expected %s, got %s",
                where.get(), n, i, inputs.apply(i), hex(expected[i]), hex(actual[i])));
      }
    }
    cases++;
    elements += n;
  }

  /** One case with a single result. */
  public void same(Supplier<String> where, double expected, double actual) {
    if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(actual)) {
      throw new AssertionError(
          String.format("%s: expected %s, got %s", where.get(), hex(expected), hex(actual)));
    }
    cases++;
    elements++;
  }

  /** Prints what was compared; fails if that was nothing. */
  public void finish() {
    if (cases == 0 || elements == 0) {
      throw new AssertionError(name + " has compared nothing");
    }
    System.out.printf(
        Locale.ROOT,
        "%s on %s: %,d cases, %,d elements compared%n",
        name,
        ExpectedPath.describe(),
        cases,
        elements);
  }

  /** A float with its bits. */
  public static String hex(float value) {
    return String.format("0x%08x (%s)", Float.floatToRawIntBits(value), value);
  }

  /** A double with its bits. */
  public static String hex(double value) {
    return String.format("0x%016x (%s)", Double.doubleToRawLongBits(value), value);
  }
}
