package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.List;

/** Runs the body of every benchmark once, against the naive loop. */
final class SelfCheck {

  private static final int N = 77;
  private static final int ROWS = 3;

  private SelfCheck() {}

  /** What is wrong, a line each. */
  static List<String> run() {
    List<String> wrong = new ArrayList<>();
    for (String container : Floats.CONTAINERS) {
      for (String name : ElementwiseKernels.names()) {
        check(ElementwiseKernels.workload(name, container, N), wrong);
      }
      for (RowKernel kernel : RowKernel.ALL) {
        check(kernel.workload(container, ROWS, N), wrong);
      }
    }
    return wrong;
  }

  private static void check(Workload workload, List<String> wrong) {
    try {
      workload.check();
    } catch (IllegalStateException e) {
      wrong.add(e.getMessage());
    }
  }
}
