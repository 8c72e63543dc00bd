package org.lanewise.internal;

/** The maps over two inputs: one row each in the table of kernels. */
public enum ZipOp {
  /** x ≤ 0 ? 0 : dy, from the input. */
  RELU_GRADIENT(1),
  /** dy·(y − y²), from the output. */
  SIGMOID_GRADIENT(2),
  /** dy·(1 − y²), from the output. */
  TANH_GRADIENT(2),
  /** y·(dy − p), the last step of the gradient of softmax. */
  SOFTMAX_GRADIENT(0),
  /** dy − exp(y)·p, the last step of the gradient of log-softmax. */
  LOG_SOFTMAX_GRADIENT(0),
  /** x − t·p, the last step of the gradient for dense targets. */
  SUBTRACT_SCALED(0);

  private final double ulp;

  ZipOp(double ulp) {
    this.ulp = ulp;
  }

  /** The error bound in ULP of a kernel of its own; 0 for the steps of row kernels. */
  public double ulp() {
    return ulp;
  }
}
