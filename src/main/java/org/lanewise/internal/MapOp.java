package org.lanewise.internal;

/** The maps over one input: one row each in the table of kernels. */
public enum MapOp {
  /** x < 0 ? 0 : x. */
  RELU(0),
  /** 1 / (1 + exp(−x)). */
  SIGMOID(1),
  /** tanh(x). */
  TANH(1),
  /** exp(x). */
  EXP(1),
  /** exp(x) − 1. */
  EXPM1(1),
  /** x·(p + q), the last step of softmax. */
  SCALE(-1),
  /** (x − p) − q, the last step of log-softmax. */
  SHIFT(-1);

  private final double ulp;

  MapOp(double ulp) {
    this.ulp = ulp;
  }

  /** The error bound in ULP of a kernel of its own; negative for the steps of row kernels. */
  public double ulp() {
    return ulp;
  }
}
