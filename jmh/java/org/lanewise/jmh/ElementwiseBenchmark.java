package org.lanewise.jmh;

import org.openjdk.jmh.annotations.Param;

/** The elementwise kernels of the table, forward and gradient. */
public class ElementwiseBenchmark extends PathBenchmark {

  /** Any row of the table, a gradient with the suffix {@code Gradient}. */
  @Param({"relu", "sigmoid", "tanh", "reluGradient", "sigmoidGradient", "tanhGradient"})
  public String kernel;

  /** Number of elements. */
  @Param({"1024", "65536", "4194304"})
  public int n;

  @Override
  Workload workload() {
    return ElementwiseKernels.workload(kernel, container, n);
  }
}
