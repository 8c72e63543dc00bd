package org.lanewise.internal.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.lanewise.internal.MapOp;
import org.lanewise.internal.Operation;
import org.lanewise.internal.SumOp;
import org.lanewise.internal.ZipOp;

/** The operation of each kernel on one vector; {@code ScalarOps} is the twin, case by case. */
@SuppressWarnings("serial") // see Operation: nobody writes these lambdas
final class VectorOps {

  static final VectorSpecies<Float> F = Lanes.SPECIES;

  private VectorOps() {}

  /** An operation on one vector with two parameters. */
  @FunctionalInterface
  interface Unary extends Operation {
    FloatVector apply(FloatVector x, FloatVector p, FloatVector q);
  }

  /** An operation on two vectors with two parameters. */
  @FunctionalInterface
  interface Binary extends Operation {
    FloatVector apply(FloatVector x, FloatVector y, FloatVector p, FloatVector q);
  }

  /** The operation of a map. */
  static Unary map(MapOp op) {
    return switch (op) {
      case RELU -> (x, p, q) -> VectorMath.relu(x);
      case LEAKY_RELU -> (x, p, q) -> VectorPiecewise.leakyRelu(x, p);
      case RELU6 -> (x, p, q) -> VectorPiecewise.relu6(x);
      case CLIP -> (x, p, q) -> VectorPiecewise.clip(x, p, q);
      case HARDTANH -> (x, p, q) -> VectorPiecewise.clip(x, p, q);
      case THRESHOLDED_RELU -> (x, p, q) -> VectorPiecewise.thresholdedRelu(x, p);
      case ELU -> (x, p, q) -> VectorEluMath.elu(x, p);
      case SELU -> (x, p, q) -> VectorEluMath.selu(x);
      case CELU -> (x, p, q) -> VectorEluMath.celu(x, p);
      case SIGMOID -> (x, p, q) -> VectorMath.sigmoid(x);
      case HARD_SIGMOID -> (x, p, q) -> VectorPiecewise.hardSigmoid(x);
      case HARD_SIGMOID_LINEAR -> (x, p, q) -> VectorPiecewise.hardSigmoidLinear(x, p, q);
      case LOG_SIGMOID -> (x, p, q) -> VectorSoftplusMath.logSigmoid(x);
      case TANH -> (x, p, q) -> VectorMath.tanh(x);
      case TANHSHRINK -> (x, p, q) -> VectorTanhshrink.tanhshrink(x);
      case SOFTSHRINK -> (x, p, q) -> VectorPiecewise.softshrink(x, p);
      case HARDSHRINK -> (x, p, q) -> VectorPiecewise.hardshrink(x, p);
      case SOFTPLUS -> (x, p, q) -> VectorPiecewise.softplusThreshold(x, p, q);
      case SOFTSIGN -> (x, p, q) -> VectorPiecewise.softsign(x);
      case GELU -> (x, p, q) -> VectorGateMath.gelu(x);
      case GELU_TANH -> (x, p, q) -> VectorGateMath.geluTanh(x);
      case QUICK_GELU -> (x, p, q) -> VectorGateMath.quickGelu(x);
      case SILU -> (x, p, q) -> VectorGateMath.silu(x);
      case SWISH -> (x, p, q) -> VectorGateMath.swish(x, p);
      case HARD_SWISH -> (x, p, q) -> VectorPiecewise.hardSwish(x);
      case MISH -> (x, p, q) -> VectorGateMath.mish(x);
      case EXP -> (x, p, q) -> VectorMath.exp(x);
      case EXPM1 -> (x, p, q) -> VectorMath.expm1(x);
      case LOG -> (x, p, q) -> VectorLogMath.log(x);
      case LOG1P -> (x, p, q) -> VectorLogMath.log1p(x);
      case ERF -> (x, p, q) -> VectorLogMath.erf(x);
      case SCALE -> (x, p, q) -> x.mul(p);
      case SOFT_CAP -> (x, p, q) -> VectorMath.softCap(x, p);
      case SOFTMAX_SCALE -> (x, p, q) -> x.fma(p, x.mul(q));
      case SHIFT -> (x, p, q) -> x.sub(p).sub(q);
      case LOGIT_CAP -> (x, p, q) -> VectorMath.tanh(x.mul(p).div(q)).mul(q);
    };
  }

  /** The operation of a map over two inputs. */
  static Binary zip(ZipOp op) {
    return switch (op) {
      case RELU_GRADIENT -> (x, dy, p, q) -> VectorPiecewise.reluGradient(x, dy);
      case LEAKY_RELU_GRADIENT -> (x, dy, p, q) -> VectorPiecewise.leakyReluGradient(x, dy, p);
      case RELU6_GRADIENT -> (x, dy, p, q) -> VectorPiecewise.relu6Gradient(x, dy);
      case CLIP_GRADIENT -> (x, dy, p, q) -> VectorPiecewise.clipGradient(x, dy, p, q);
      case HARDTANH_GRADIENT -> (x, dy, p, q) -> VectorPiecewise.hardtanhGradient(x, dy, p, q);
      case THRESHOLDED_RELU_GRADIENT ->
          (x, dy, p, q) -> VectorPiecewise.thresholdedReluGradient(x, dy, p);
      case ELU_GRADIENT -> (x, dy, p, q) -> dy.mul(VectorGradientMath.eluGradient(x, p));
      case SELU_GRADIENT -> (x, dy, p, q) -> dy.mul(VectorGradientMath.seluGradient(x));
      case CELU_GRADIENT -> (x, dy, p, q) -> dy.mul(VectorGradientMath.celuGradient(x, p));
      case SIGMOID_GRADIENT -> (y, dy, p, q) -> dy.mul(y.neg().fma(y, y));
      case HARD_SIGMOID_GRADIENT -> (x, dy, p, q) -> VectorPiecewise.hardSigmoidGradient(x, dy);
      case HARD_SIGMOID_LINEAR_GRADIENT ->
          (x, dy, p, q) -> VectorPiecewise.hardSigmoidLinearGradient(x, dy, p, q);
      case LOG_SIGMOID_GRADIENT ->
          (x, dy, p, q) -> dy.mul(VectorGradientMath.logSigmoidGradient(x));
      case TANH_GRADIENT -> (y, dy, p, q) -> dy.mul(y.neg().fma(y, broadcast(F, 1f)));
      case TANHSHRINK_GRADIENT -> (x, dy, p, q) -> dy.mul(VectorGradientMath.tanhshrinkGradient(x));
      case SOFTSHRINK_GRADIENT -> (x, dy, p, q) -> VectorPiecewise.shrinkGradient(x, dy, p);
      case HARDSHRINK_GRADIENT -> (x, dy, p, q) -> VectorPiecewise.shrinkGradient(x, dy, p);
      case SOFTPLUS_GRADIENT ->
          (x, dy, p, q) -> dy.mul(VectorPiecewise.softplusThresholdGradient(x, p, q));
      case SOFTSIGN_GRADIENT -> (x, dy, p, q) -> VectorPiecewise.softsignGradient(x, dy);
      case GELU_GRADIENT -> (x, dy, p, q) -> dy.mul(VectorGradientMath.geluGradient(x));
      case GELU_TANH_GRADIENT -> (x, dy, p, q) -> dy.mul(VectorGradientMath.geluTanhGradient(x));
      case QUICK_GELU_GRADIENT -> (x, dy, p, q) -> dy.mul(VectorGradientMath.quickGeluGradient(x));
      case SILU_GRADIENT -> (x, dy, p, q) -> dy.mul(VectorGradientMath.siluGradient(x));
      case SWISH_GRADIENT -> (x, dy, p, q) -> dy.mul(VectorGradientMath.swishGradient(x, p));
      case HARD_SWISH_GRADIENT -> (x, dy, p, q) -> VectorPiecewise.hardSwishGradient(x, dy);
      case MISH_GRADIENT -> (x, dy, p, q) -> dy.mul(VectorGradientMath.mishGradient(x));
      case EXP_GRADIENT -> (y, dy, p, q) -> dy.mul(y);
      case EXPM1_GRADIENT -> (y, dy, p, q) -> dy.mul(y.add(1f));
      case LOG_GRADIENT -> (x, dy, p, q) -> dy.div(x);
      case LOG1P_GRADIENT -> (x, dy, p, q) -> dy.div(x.add(1f));
      case ERF_GRADIENT -> (x, dy, p, q) -> dy.mul(VectorLogMath.erfGradient(x));
      case SCALE_GRADIENT -> (x, dy, p, q) -> dy.mul(p);
      case SOFT_CAP_GRADIENT -> (x, dy, p, q) -> dy.mul(VectorMath.softCapGradient(x, p));
      case SOFTMAX_GRADIENT -> (y, dy, p, q) -> y.mul(dy.sub(p));
      case LOG_SOFTMAX_GRADIENT -> (y, dy, p, q) -> VectorMath.exp(y).neg().fma(p, dy);
      case MULTIPLY -> (x, y, p, q) -> x.mul(y);
      case PRELU -> (x, slope, p, q) -> VectorPiecewise.leakyRelu(x, slope);
      case PRELU_FACTOR -> (x, slope, p, q) -> slope.blend(1f, x.compare(GT, 0f));
      case PRELU_SLOPE -> (x, dy, p, q) -> VectorPiecewise.slopeGradient(x, dy);
      case SUBTRACT_SCALED -> (x, t, p, q) -> t.neg().fma(p, x);
      case CATEGORICAL_GRADIENT -> (x, t, p, q) -> VectorLossMath.categoricalGradient(x, t, p, q);
      case LOGIT_CAP_GRADIENT -> (x, g, p, q) -> VectorPiecewise.logitCapGradient(x, g, p, q);
      case WEIGHTED_TARGET -> (t, w, p, q) -> w.mul(t.fma(p, q));
      case LOGIT_MASK ->
          (x, m, p, q) -> x.fma(p, m).blend(m, m.compare(EQ, Float.NEGATIVE_INFINITY));
      case SCALED_SOFTMAX_GRADIENT -> (y, dy, p, q) -> y.mul(dy.sub(p).mul(q));
      case MASKED_LOG_SOFTMAX_GRADIENT ->
          (y, dy, p, q) ->
              VectorMath.exp(y)
                  .neg()
                  .fma(p, dy)
                  .mul(q)
                  .blend(0f, y.compare(EQ, Float.NEGATIVE_INFINITY));
    };
  }

  /** The gradient of a map from its input, whichever the kernel of the gradient takes. */
  static Binary gradient(MapOp op) {
    return switch (op) {
      case SIGMOID ->
          (x, dy, p, q) -> {
            FloatVector y = VectorMath.sigmoid(x);
            return dy.mul(y.neg().fma(y, y));
          };
      case TANH ->
          (x, dy, p, q) -> {
            FloatVector y = VectorMath.tanh(x);
            return dy.mul(y.neg().fma(y, broadcast(F, 1f)));
          };
      case EXP -> (x, dy, p, q) -> dy.mul(VectorMath.exp(x));
      case EXPM1 -> (x, dy, p, q) -> dy.mul(VectorMath.expm1(x).add(1f));
      default -> zip(ZipOp.gradientOf(op));
    };
  }

  /** A gate: the function of the first input, times the second. */
  static Binary gate(MapOp op) {
    Unary f = map(op);
    return (a, b, p, q) -> f.apply(a, p, q).mul(b);
  }

  /** A map of the sum of two inputs. */
  static Binary biased(MapOp op) {
    Unary f = map(op);
    return (x, bias, p, q) -> f.apply(x.add(bias), p, q);
  }

  /** The term of a sum. */
  static Binary sum(SumOp op) {
    return switch (op) {
      case SUM -> (x, y, p, q) -> x;
      case DOT -> (x, y, p, q) -> x.mul(y);
      case NO_PROBABILITY ->
          (x, y, p, q) -> broadcast(F, 1f).blend(0f, x.compare(GE, 0f).and(x.compare(LE, p)));
      case TARGET_DOT ->
          (x, t, p, q) ->
              t.mul(x.fma(broadcast(F, 0.5f), p.neg()).sub(q))
                  .blend(broadcast(F, 0f), t.compare(EQ, broadcast(F, 0f)));
      case KEPT_SUM -> (x, y, p, q) -> x.blend(0f, y.compare(EQ, Float.NEGATIVE_INFINITY));
    };
  }
}
