package org.lanewise.jmh;

/**
 * One kernel on one input: what is measured.
 *
 * @param name for messages
 * @param kernel the call of the library
 * @param naive the same, as engines write it today
 * @param output where both write; null if they only return a result
 */
record Workload(String name, Task kernel, Task naive, float[] outputArray, Floats output) {

  /** Naive loops sum in float: over a hundred thousand columns that costs them three digits. */
  private static final float RELATIVE = 1e-3f;

  private static final float ABSOLUTE = 1e-6f;

  /** A workload whose output lies in a container. */
  static Workload of(String name, Task kernel, Task naive, Floats output) {
    return new Workload(name, kernel, naive, null, output);
  }

  /** A workload that writes one result a row. */
  static Workload ofRows(String name, Task kernel, Task naive, float[] output) {
    return new Workload(name, kernel, naive, output, null);
  }

  /** A workload that returns its only result. */
  static Workload ofResult(String name, Task kernel, Task naive) {
    return new Workload(name, kernel, naive, null, null);
  }

  /** Checks that the kernel computes what the naive loop computes. */
  void check() {
    float expected = naive.run();
    float[] expectedOutput = snapshot();
    float actual = kernel.run();
    float[] actualOutput = snapshot();
    compare("result", expected, actual);
    for (int i = 0; i < expectedOutput.length; i++) {
      compare("element " + i, expectedOutput[i], actualOutput[i]);
    }
  }

  private float[] snapshot() {
    if (output != null) {
      return output.toArray();
    }
    return outputArray != null ? outputArray.clone() : new float[0];
  }

  private void compare(String what, float expected, float actual) {
    if (Float.compare(expected, actual) == 0) {
      return; // NaN and infinities, too
    }
    if (!(Math.abs(actual - expected) <= RELATIVE * Math.abs(expected) + ABSOLUTE)) {
      throw new IllegalStateException(
          name + ", " + what + ": the kernel gives " + actual + ", the naive loop " + expected);
    }
  }
}
