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
 * @param relative the largest relative difference between both that counts as right
 */
record Workload(
    String name, Task kernel, Task naive, List<Supplier<float[]>> outputs, float relative) {

  private static final float RELATIVE = 1e-3f;

  /**
   * What a sum in float may lose for each of its terms; with a million it lost a quarter of that.
   */
  private static final float RELATIVE_OF_TERM = 0x1p-27f;

  private static final float ABSOLUTE = 1e-6f;

  /** A workload whose outputs lie in a container. */
  static Workload of(String name, Task kernel, Task naive, Floats... outputs) {
    List<Supplier<float[]>> copies = new ArrayList<>();
    Stream.of(outputs).forEach(output -> copies.add(output::toArray));
    return new Workload(name, kernel, naive, copies, RELATIVE);
  }

  /** A workload that writes one result a row or a column. */
  static Workload ofRows(String name, Task kernel, Task naive, float[] output) {
    return new Workload(name, kernel, naive, List.of(output::clone), RELATIVE);
  }

  /** A workload that returns its only result. */
  static Workload ofResult(String name, Task kernel, Task naive) {
    return new Workload(name, kernel, naive, List.of(), RELATIVE);
  }

  /**
   * The same, where naive loops sum so many terms in float: over a hundred thousand columns that
   * costs them three digits, over sixteen million nearly two.
   */
  Workload summing(int terms) {
    return new Workload(name, kernel, naive, outputs, Math.max(relative, terms * RELATIVE_OF_TERM));
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
    if (!(Math.abs(actual - expected) <= relative * Math.abs(expected) + ABSOLUTE)) {
      throw new IllegalStateException(
          name + ", " + what + ": the kernel gives " + actual + ", the naive loop " + expected);
    }
  }
}
