package org.lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jdk.incubator.vector.VectorShape;
import org.lanewise.Backend;

/**
 * The path that a test JVM was started for. A test that wants vector loops and silently gets scalar
 * ones would pass without testing anything.
 */
public final class ExpectedPath {

  private ExpectedPath() {}

  /** Fails unless this JVM runs the path and width that the build has started it for. */
  public static void check() {
    Backend backend = Backend.current();
    String expected = System.getProperty("lanewise.test.expectBackend");
    if (expected != null) {
      assertEquals(expected, backend.vector() ? "vector" : "scalar", backend::toString);
    }
    String bits = System.getProperty("lanewise.test.expectBits");
    if (bits != null) {
      assertEquals(Integer.parseInt(bits), backend.bits(), backend::toString);
    }
    if (backend.vector()) {
      assertEquals(
          "none",
          System.getProperty("lanewise.warmUp"),
          "start the JVM with -Dlanewise.warmUp=none: kernels would begin with scalar loops");
    }
  }

  /**
   * Whether this CPU has no vectors of the width that this JVM runs, or only half of what they need
   * (64 bits), so that the JVM computes and boxes lane by lane, hundreds of times slower.
   *
   * <p>A forced width adds the loops of that width. Tests of how calls reach the loops (kinds of
   * memory, layouts, long rows) run all they have on the CPU's own widths, and there, where nothing
   * of theirs is different, a part of it.
   */
  public static boolean emulated() {
    Backend backend = Backend.current();
    int bits = backend.bits();
    return backend.vector() && (bits < 128 || bits > VectorShape.preferredShape().vectorBitSize());
  }

  /** The path in a few words. */
  public static String describe() {
    Backend backend = Backend.current();
    return backend.vector() ? "vector, " + backend.bits() + " bits" : "scalar";
  }
}
