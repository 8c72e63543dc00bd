package org.lanewise.internal;

/** The operation of each kernel on one element; {@code VectorOps} is the twin, case by case. */
public final class ScalarOps {

  private ScalarOps() {}

  /** An operation on one element with two parameters. */
  @FunctionalInterface
  public interface Unary {
    /** The result for {@code x}. */
    float apply(float x, float p, float q);
  }

  /** An operation on two elements with two parameters. */
  @FunctionalInterface
  public interface Binary {
    /** The result for {@code x} and {@code y}. */
    float apply(float x, float y, float p, float q);
  }

  /** The operation of a map. */
  public static Unary map(MapOp op) {
    return switch (op) {
      case RELU -> (x, p, q) -> ScalarMath.relu(x);
      case LEAKY_RELU -> (x, p, q) -> ScalarPiecewise.leakyRelu(x, p);
      case RELU6 -> (x, p, q) -> ScalarPiecewise.relu6(x);
      case CLIP -> (x, p, q) -> ScalarPiecewise.clip(x, p, q);
      case HARDTANH -> (x, p, q) -> ScalarPiecewise.clip(x, p, q);
      case THRESHOLDED_RELU -> (x, p, q) -> ScalarPiecewise.thresholdedRelu(x, p);
      case ELU -> (x, p, q) -> ScalarEluMath.elu(x, p);
      case SELU -> (x, p, q) -> ScalarEluMath.selu(x);
      case CELU -> (x, p, q) -> ScalarEluMath.celu(x, p);
      case SIGMOID -> (x, p, q) -> ScalarMath.sigmoid(x);
      case HARD_SIGMOID -> (x, p, q) -> ScalarPiecewise.hardSigmoid(x);
      case HARD_SIGMOID_LINEAR -> (x, p, q) -> ScalarPiecewise.hardSigmoidLinear(x, p, q);
      case LOG_SIGMOID -> (x, p, q) -> ScalarSoftplusMath.logSigmoid(x);
      case TANH -> (x, p, q) -> ScalarMath.tanh(x);
      case TANHSHRINK -> (x, p, q) -> ScalarTanhshrink.tanhshrink(x);
      case SOFTSHRINK -> (x, p, q) -> ScalarPiecewise.softshrink(x, p);
      case HARDSHRINK -> (x, p, q) -> ScalarPiecewise.hardshrink(x, p);
      case SOFTPLUS -> (x, p, q) -> ScalarPiecewise.softplusThreshold(x, p, q);
      case SOFTSIGN -> (x, p, q) -> ScalarPiecewise.softsign(x);
      case GELU -> (x, p, q) -> ScalarGateMath.gelu(x);
      case GELU_TANH -> (x, p, q) -> ScalarGateMath.geluTanh(x);
      case QUICK_GELU -> (x, p, q) -> ScalarGateMath.quickGelu(x);
      case SILU -> (x, p, q) -> ScalarGateMath.silu(x);
      case SWISH -> (x, p, q) -> ScalarGateMath.swish(x, p);
      case HARD_SWISH -> (x, p, q) -> ScalarPiecewise.hardSwish(x);
      case MISH -> (x, p, q) -> ScalarGateMath.mish(x);
      case EXP -> (x, p, q) -> ScalarMath.exp(x);
      case EXPM1 -> (x, p, q) -> ScalarMath.expm1(x);
      case LOG -> (x, p, q) -> ScalarLogMath.log(x);
      case LOG1P -> (x, p, q) -> ScalarLogMath.log1p(x);
      case ERF -> (x, p, q) -> ScalarLogMath.erf(x);
      case SCALE -> (x, p, q) -> x * p;
      case SOFT_CAP -> (x, p, q) -> ScalarMath.softCap(x, p);
      case SOFTMAX_SCALE -> (x, p, q) -> Math.fma(x, p, x * q);
      case SHIFT -> (x, p, q) -> (x - p) - q;
      case LOGIT_CAP -> (x, p, q) -> q * ScalarMath.tanh(x * p / q);
    };
  }

  /** The operation of a map over two inputs. */
  public static Binary zip(ZipOp op) {
    return switch (op) {
      case RELU_GRADIENT -> (x, dy, p, q) -> ScalarPiecewise.reluGradient(x, dy);
      case LEAKY_RELU_GRADIENT -> (x, dy, p, q) -> ScalarPiecewise.leakyReluGradient(x, dy, p);
      case RELU6_GRADIENT -> (x, dy, p, q) -> ScalarPiecewise.relu6Gradient(x, dy);
      case CLIP_GRADIENT -> (x, dy, p, q) -> ScalarPiecewise.clipGradient(x, dy, p, q);
      case HARDTANH_GRADIENT -> (x, dy, p, q) -> ScalarPiecewise.hardtanhGradient(x, dy, p, q);
      case THRESHOLDED_RELU_GRADIENT ->
          (x, dy, p, q) -> ScalarPiecewise.thresholdedReluGradient(x, dy, p);
      case ELU_GRADIENT -> (x, dy, p, q) -> dy * ScalarGradientMath.eluGradient(x, p);
      case SELU_GRADIENT -> (x, dy, p, q) -> dy * ScalarGradientMath.seluGradient(x);
      case CELU_GRADIENT -> (x, dy, p, q) -> dy * ScalarGradientMath.celuGradient(x, p);
      case SIGMOID_GRADIENT -> (y, dy, p, q) -> dy * Math.fma(-y, y, y);
      case HARD_SIGMOID_GRADIENT -> (x, dy, p, q) -> ScalarPiecewise.hardSigmoidGradient(x, dy);
      case HARD_SIGMOID_LINEAR_GRADIENT ->
          (x, dy, p, q) -> ScalarPiecewise.hardSigmoidLinearGradient(x, dy, p, q);
      case LOG_SIGMOID_GRADIENT -> (x, dy, p, q) -> dy * ScalarGradientMath.logSigmoidGradient(x);
      case TANH_GRADIENT -> (y, dy, p, q) -> dy * Math.fma(-y, y, 1f);
      case TANHSHRINK_GRADIENT -> (x, dy, p, q) -> dy * ScalarGradientMath.tanhshrinkGradient(x);
      case SOFTSHRINK_GRADIENT -> (x, dy, p, q) -> ScalarPiecewise.shrinkGradient(x, dy, p);
      case HARDSHRINK_GRADIENT -> (x, dy, p, q) -> ScalarPiecewise.shrinkGradient(x, dy, p);
      case SOFTPLUS_GRADIENT ->
          (x, dy, p, q) -> dy * ScalarPiecewise.softplusThresholdGradient(x, p, q);
      case SOFTSIGN_GRADIENT -> (x, dy, p, q) -> ScalarPiecewise.softsignGradient(x, dy);
      case GELU_GRADIENT -> (x, dy, p, q) -> dy * ScalarGradientMath.geluGradient(x);
      case GELU_TANH_GRADIENT -> (x, dy, p, q) -> dy * ScalarGradientMath.geluTanhGradient(x);
      case QUICK_GELU_GRADIENT -> (x, dy, p, q) -> dy * ScalarGradientMath.quickGeluGradient(x);
      case SILU_GRADIENT -> (x, dy, p, q) -> dy * ScalarGradientMath.siluGradient(x);
      case SWISH_GRADIENT -> (x, dy, p, q) -> dy * ScalarGradientMath.swishGradient(x, p);
      case HARD_SWISH_GRADIENT -> (x, dy, p, q) -> ScalarPiecewise.hardSwishGradient(x, dy);
      case MISH_GRADIENT -> (x, dy, p, q) -> dy * ScalarGradientMath.mishGradient(x);
      case EXP_GRADIENT -> (y, dy, p, q) -> dy * y;
      case EXPM1_GRADIENT -> (y, dy, p, q) -> dy * (y + 1f);
      case LOG_GRADIENT -> (x, dy, p, q) -> dy / x;
      case LOG1P_GRADIENT -> (x, dy, p, q) -> dy / (1f + x);
      case ERF_GRADIENT -> (x, dy, p, q) -> dy * ScalarLogMath.erfGradient(x);
      case SCALE_GRADIENT -> (x, dy, p, q) -> dy * p;
      case SOFT_CAP_GRADIENT -> (x, dy, p, q) -> dy * ScalarMath.softCapGradient(x, p);
      case SOFTMAX_GRADIENT -> (y, dy, p, q) -> y * (dy - p);
      case LOG_SOFTMAX_GRADIENT -> (y, dy, p, q) -> Math.fma(-ScalarMath.exp(y), p, dy);
      case MULTIPLY -> (x, y, p, q) -> x * y;
      case PRELU -> (x, slope, p, q) -> ScalarPiecewise.leakyRelu(x, slope);
      case PRELU_FACTOR -> (x, slope, p, q) -> x > 0f ? 1f : slope;
      case PRELU_SLOPE -> (x, dy, p, q) -> ScalarPiecewise.slopeGradient(x, dy);
      case SUBTRACT_SCALED -> (x, t, p, q) -> Math.fma(-t, p, x);
      case CATEGORICAL_GRADIENT -> (x, t, p, q) -> ScalarLossMath.categoricalGradient(x, t, p, q);
      case LOGIT_CAP_GRADIENT -> (x, g, p, q) -> ScalarPiecewise.logitCapGradient(x, g, p, q);
      case WEIGHTED_TARGET -> (t, w, p, q) -> w * Math.fma(t, p, q);
      case LOGIT_MASK -> (x, m, p, q) -> m == Float.NEGATIVE_INFINITY ? m : Math.fma(x, p, m);
      case SCALED_SOFTMAX_GRADIENT -> (y, dy, p, q) -> y * ((dy - p) * q);
      case MASKED_LOG_SOFTMAX_GRADIENT ->
          (y, dy, p, q) ->
              y == Float.NEGATIVE_INFINITY ? 0f : Math.fma(-ScalarMath.exp(y), p, dy) * q;
    };
  }

  /** The gradient of a map from its input, whichever the kernel of the gradient takes. */
  public static Binary gradient(MapOp op) {
    return switch (op) {
      case SIGMOID ->
          (x, dy, p, q) -> {
            float y = ScalarMath.sigmoid(x);
            return dy * Math.fma(-y, y, y);
          };
      case TANH ->
          (x, dy, p, q) -> {
            float y = ScalarMath.tanh(x);
            return dy * Math.fma(-y, y, 1f);
          };
      case EXP -> (x, dy, p, q) -> dy * ScalarMath.exp(x);
      case EXPM1 -> (x, dy, p, q) -> dy * (ScalarMath.expm1(x) + 1f);
      default -> zip(ZipOp.gradientOf(op));
    };
  }

  /** A gate: the function of the first input, times the second. */
  public static Binary gate(MapOp op) {
    Unary f = map(op);
    return (a, b, p, q) -> f.apply(a, p, q) * b;
  }

  /** A map of the sum of two inputs. */
  public static Binary biased(MapOp op) {
    Unary f = map(op);
    return (x, bias, p, q) -> f.apply(x + bias, p, q);
  }

  /** The term of a sum. */
  public static Binary sum(SumOp op) {
    return switch (op) {
      case SUM -> (x, y, p, q) -> x;
      case DOT -> (x, y, p, q) -> x * y;
      case NO_PROBABILITY -> (x, y, p, q) -> x >= 0f && x <= p ? 0f : 1f;
      case TARGET_DOT -> (x, t, p, q) -> t == 0f ? 0f : t * (Math.fma(x, 0.5f, -p) - q);
      case KEPT_SUM -> (x, y, p, q) -> y == Float.NEGATIVE_INFINITY ? 0f : x;
    };
  }
}
