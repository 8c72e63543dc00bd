package org.lanewise.testing;

import java.util.Arrays;
import org.lanewise.Activations;
import org.lanewise.Backend;

/** Prints which path this JVM takes, and that it works. Uses nothing but the public API. */
public final class ShowBackend {

  private ShowBackend() {}

  /** Runs one kernel, and says what was chosen. */
  public static void main(String[] arguments) {
    float[] x = {Float.NEGATIVE_INFINITY, 0f, Float.POSITIVE_INFINITY, Float.NaN};
    Activations.sigmoid(x, 0, x, 0, x.length);
    Activations.relu(x, 0, x, 0, x.length);
    System.out.println("results " + Arrays.toString(x));
    Backend backend = Backend.current();
    System.out.println("backend " + backend);
    System.out.println("vector " + backend.vector() + ", bits " + backend.bits());
    System.out.println("reason " + backend.reason());
    System.out.println("remedy " + backend.remedy());
    System.out.println("module " + Activations.class.getModule());
  }
}
