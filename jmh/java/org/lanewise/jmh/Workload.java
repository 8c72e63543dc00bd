package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One kernel on one input: what is measured.
 *
 * @param name for messages
 * @param kernel the call of the library
 * @param naive the same, as engines write it today
 * @param outputs copies of what both write; none if they only return a result
 */
record Workload(String name, Task kernel, Task naive, List<Supplier<float[]>> outputs) {

  /** Naive loops sum in float: over a hundred thousand columns that costs them three digits. */
  private static final float RELATIVE = 1e-3f;

  private static final float ABSOLUTE = 1e-6f;

  /** A workload whose outputs lie in a container. */
  static Workload of(String name, Task kernel, Task naive, Floats... outputs) {
    List<Supplier<float[]>> copies = new ArrayList<>();
    Stream.of(outputs).forEach(output -> copies.add(output::toArray));
    return new Workload(name, kernel, naive, copies);
  }

  /** A workload that writes one result a row or a column. */
  static Workload ofRows(String name, Task kernel, Task naive, float[] output) {
    return new Workload(name, kernel, naive, List.of(output::clone));
  }

  /** A workload that returns its only result. */
  static Workload ofResult(String name, Task kernel, Task naive) {
    return new Workload(name, kernel, naive, List.of());
  }

  /** Checks that the kernel computes what the naive loop computes. */
  void check() {
    float expected = naive.run();
    List<float[]> expectedOutputs = outputs.stream().map(Supplier::get).toList();
    float actual = kernel.run();
    compare("result", expected, actual);
    for (int k = 0; k < outputs.size(); k++) {
      float[] expectedOutput = expectedOutputs.get(k);
      float[] actualOutput = outputs.get(k).get();
      for (int i = 0; i < expectedOutput.length; i++) {
        compare("element " + i, expectedOutput[i], actualOutput[i]);
      }
    }
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
