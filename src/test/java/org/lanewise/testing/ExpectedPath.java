package org.lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

  /** The path in a few words. */
  public static String describe() {
    Backend backend = Backend.current();
    return backend.vector() ? "vector, " + backend.bits() + " bits" : "scalar";
  }
}
