package org.lanewise.internal;

/** The maps over one input: one row each in the table of kernels. */
public enum MapOp {
  /** x < 0 ? 0 : x. */
  RELU(0),
  /** x < 0 ? slope·x : x. */
  LEAKY_RELU(0.5),
  /** x < 0 ? 0 : x > 6 ? 6 : x. */
  RELU6(0),
  /** x < min ? min : x > max ? max : x. */
  CLIP(0),
  /** x < min ? min : x > max ? max : x. */
  HARDTANH(0),
  /** x > alpha ? x : 0. */
  THRESHOLDED_RELU(0),
  /** x > 0 ? x : alpha·(exp(x) − 1). */
  ELU(1),
  /** 1.0507009873554805·(x > 0 ? x : 1.6732632423543772·(exp(x) − 1)). */
  SELU(1),
  /** x > 0 ? x : alpha·(exp(x / alpha) − 1). */
  CELU(1),
  /** 1 / (1 + exp(−x)). */
  SIGMOID(1),
  /** min(max(x / 6 + 1/2, 0), 1). */
  HARD_SIGMOID(0.5),
  /** min(max(slope·x + offset, 0), 1). */
  HARD_SIGMOID_LINEAR(0.5),
  /** −log(1 + exp(−x)). */
  LOG_SIGMOID(1),
  /** tanh(x). */
  TANH(1),
  /** x − tanh(x). */
  TANHSHRINK(1),
  /** |x| <= lambda ? 0 : x − lambda·sign(x). */
  SOFTSHRINK(0.5),
  /** |x| <= lambda ? 0 : x. */
  HARDSHRINK(0),
  /** log(1 + exp(beta·x)) / beta. */
  SOFTPLUS(1),
  /** x / (1 + |x|). */
  SOFTSIGN(1),
  /** x·Φ(x) = x·(1 + erf(x / √2)) / 2. */
  GELU(1),
  /** x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) / 2. */
  GELU_TANH(1),
  /** x·sigmoid(1.702·x). */
  QUICK_GELU(1),
  /** x·sigmoid(x). */
  SILU(1),
  /** x·sigmoid(beta·x). */
  SWISH(1),
  /** x·min(max(x + 3, 0), 6) / 6. */
  HARD_SWISH(1),
  /** x·tanh(log(1 + exp(x))). */
  MISH(1),
  /** exp(x). */
  EXP(1),
  /** exp(x) − 1. */
  EXPM1(1),
  /** log(x). */
  LOG(1),
  /** log(1 + x). */
  LOG1P(1),
  /** erf(x). */
  ERF(1),
  /** factor·x. */
  SCALE(0.5),
  /** cap·tanh(x / cap). */
  SOFT_CAP(1),
  /** x·(p + q), 0 for what stands for zero: the last step of softmax. */
  SOFTMAX_SCALE(-1),
  /** (x − p) − q, the last step of log-softmax. */
  SHIFT(-1),
  /** q·tanh(x·p / q), the soft-cap of logits. */
  LOGIT_CAP(-1);

  private final double ulp;

  MapOp(double ulp) {
    this.ulp = ulp;
  }

  /** The error bound in ULP of a kernel of its own; negative for the steps of row kernels. */
  public double ulp() {
    return ulp;
  }
}
