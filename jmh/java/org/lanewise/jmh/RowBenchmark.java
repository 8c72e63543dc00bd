package org.lanewise.jmh;

import org.openjdk.jmh.annotations.Param;

/** The kernels over rows. */
public class RowBenchmark extends PathBenchmark {

  /** See {@link RowKernel}. */
  @Param({"softmax", "logSoftmax", "crossEntropyLoss", "crossEntropyGradient"})
  public String kernel;

  /** Rows and columns. */
  @Param({"1x1000", "64x1000", "64x4096", "32x32000", "8x128256"})
  public String shape;

  @Override
  Workload workload() {
    Size size = Size.parse(shape);
    return RowKernel.of(kernel).workload(container, size.rows(), size.cols());
  }
}
