package org.lanewise.internal;

/** The maps over two inputs: one row each in the table of kernels. */
public enum ZipOp {
  /** x <= 0 ? 0 : dy, from the input. */
  RELU_GRADIENT(0),
  /** x > 0 ? dy : slope·dy, from the input. */
  LEAKY_RELU_GRADIENT(0.5),
  /** 0 < x < 6 ? dy : 0, from the input. */
  RELU6_GRADIENT(0),
  /** min <= x <= max ? dy : 0, from the input. */
  CLIP_GRADIENT(0),
  /** min < x < max ? dy : 0, from the input. */
  HARDTANH_GRADIENT(0),
  /** x > alpha ? dy : 0, from the input. */
  THRESHOLDED_RELU_GRADIENT(0),
  /** dy·(x > 0 ? 1 : alpha·exp(x)), from the input. */
  ELU_GRADIENT(3),
  /** dy·1.0507009873554805·(x > 0 ? 1 : 1.6732632423543772·exp(x)), from the input. */
  SELU_GRADIENT(3),
  /** dy·(x > 0 ? 1 : exp(x / alpha)), from the input. */
  CELU_GRADIENT(2),
  /** dy·(y − y²), from the output. */
  SIGMOID_GRADIENT(1.5),
  /** −3 < x < 3 ? dy / 6 : 0, from the input. */
  HARD_SIGMOID_GRADIENT(0.5),
  /** 0 < slope·x + offset < 1 ? slope·dy : 0, from the input. */
  HARD_SIGMOID_LINEAR_GRADIENT(0.5),
  /** dy·sigmoid(−x), from the input. */
  LOG_SIGMOID_GRADIENT(3.5),
  /** dy·(1 − y²), from the output. */
  TANH_GRADIENT(1.5),
  /** dy·tanh(x)², from the input. */
  TANHSHRINK_GRADIENT(4.5),
  /** |x| <= lambda ? 0 : dy, from the input. */
  SOFTSHRINK_GRADIENT(0),
  /** |x| <= lambda ? 0 : dy, from the input. */
  HARDSHRINK_GRADIENT(0),
  /** dy·sigmoid(beta·x), dy beyond the threshold, from the input. */
  SOFTPLUS_GRADIENT(3.5),
  /** dy / (1 + |x|)², from the input. */
  SOFTSIGN_GRADIENT(3.5),
  /** dy·(Φ(x) + x·φ(x)), from the input. */
  GELU_GRADIENT(4, true),
  /** dy times the derivative at x, from the input. */
  GELU_TANH_GRADIENT(4.5, true),
  /** dy times the derivative at x, from the input. */
  QUICK_GELU_GRADIENT(4.5, true),
  /** dy·sigmoid(x)·(1 + x·(1 − sigmoid(x))), from the input. */
  SILU_GRADIENT(4.5, true),
  /** dy times the derivative at x, from the input. */
  SWISH_GRADIENT(4.5, true),
  /** x <= −3 ? 0 : x >= 3 ? dy : dy·(x / 3 + 1/2), from the input. */
  HARD_SWISH_GRADIENT(2, true),
  /** dy times the derivative at x, from the input. */
  MISH_GRADIENT(5, true),
  /** dy·y, from the output. */
  EXP_GRADIENT(0.5),
  /** dy·(y + 1), from the output. */
  EXPM1_GRADIENT(1.5),
  /** dy / x, from the input. */
  LOG_GRADIENT(0.5),
  /** dy / (1 + x), from the input. */
  LOG1P_GRADIENT(1.5),
  /** dy·2/√π·exp(−x²), from the input. */
  ERF_GRADIENT(4),
  /** factor·dy. */
  SCALE_GRADIENT(0.5),
  /** dy·(1 − tanh(x / cap)²), from the input. */
  SOFT_CAP_GRADIENT(3),
  /** y·(dy − p), the last step of the gradient of softmax. */
  SOFTMAX_GRADIENT(-1),
  /** dy − exp(y)·p, the last step of the gradient of log-softmax. */
  LOG_SOFTMAX_GRADIENT(-1),
  /** x − t·p, the last step of the gradient for dense targets. */
  SUBTRACT_SCALED(-1),
  /** x·y: weights of losses. */
  MULTIPLY(-1),
  /** x < 0 ? slope·x : x. */
  PRELU(-1),
  /** x > 0 ? 1 : slope. */
  PRELU_FACTOR(-1),
  /** x > 0 ? 0 : x·dy: what an element adds to the gradient of its slope. */
  PRELU_SLOPE(-1),
  /** −t / x, 0 where t is 0 and where x is not in p … q: from probability and target. */
  CATEGORICAL_GRADIENT(-1),
  /** g·p·(1 − tanh²(x·p / q)), the way back through scale and soft-cap. */
  LOGIT_CAP_GRADIENT(-1),
  /** w·(t·p + q): the weight of a class for a target. */
  WEIGHTED_TARGET(-1),
  /** x·p + m, −∞ where the mask m is −∞ whatever x is. */
  LOGIT_MASK(-1),
  /** y·((dy − p)·q), the last step of the gradient of softmax under a scale. */
  SCALED_SOFTMAX_GRADIENT(-1),
  /** (dy − exp(y)·p)·q, 0 where y is −∞, the last step of the gradient of masked log-softmax. */
  MASKED_LOG_SOFTMAX_GRADIENT(-1);

  private final double ulp;
  private final boolean crossesZero;

  ZipOp(double ulp) {
    this(ulp, false);
  }

  ZipOp(double ulp, boolean crossesZero) {
    this.ulp = ulp;
    this.crossesZero = crossesZero;
  }

  /**
   * The error bound in ULP of a kernel of its own: of the result, or of the larger of dy and the
   * result if the derivative {@linkplain #crossesZero crosses zero}. Where the derivative is below
   * the normal floats a ULP counts as at least |dy| times the least float. Negative for the steps
   * of row kernels.
   */
  public double ulp() {
    return ulp;
  }

  /** Whether the derivative crosses zero, where its last digits are lost. */
  public boolean crossesZero() {
    return crossesZero;
  }

  /** The gradient of a map. */
  public static ZipOp gradientOf(MapOp op) {
    return valueOf(op.name() + "_GRADIENT");
  }

  /** Whether a gradient is computed from the output of its map rather than the input. */
  public boolean takesOutput() {
    return switch (this) {
      case SIGMOID_GRADIENT, TANH_GRADIENT, EXP_GRADIENT, EXPM1_GRADIENT -> true;
      default -> false;
    };
  }
}
