package org.lanewise.internal;

/** The operation of a fused loop on one element; {@code VectorFused} is the twin, case by case. */
public final class ScalarFused {

  private ScalarFused() {}

  /** An operation on four elements with two parameters. */
  @FunctionalInterface
  public interface Quaternary {
    /** The result for a, b, c and d. */
    float apply(float a, float b, float c, float d, float p, float q);
  }

  /** The operation for {@code op}. */
  public static Quaternary of(FusedOp op) {
    return switch (op.form()) {
      case GATE_GRADIENT -> {
        ScalarOps.Binary g = ScalarOps.gradient(op.function());
        yield (a, b, dy, d, p, q) -> g.apply(a, b * dy, p, q);
      }
      case BIAS_GRADIENT -> {
        ScalarOps.Binary g = ScalarOps.gradient(op.function());
        yield (x, bias, dy, d, p, q) -> g.apply(x + bias, dy, p, q);
      }
      case LOSS -> loss(op.loss());
      case LOSS_GRADIENT -> gradient(op.loss());
    };
  }

  private static Quaternary loss(LossOp op) {
    return switch (op) {
      case SQUARED_ERROR -> (x, t, c, d, p, q) -> ScalarLossMath.squaredError(x, t);
      case ABSOLUTE_ERROR -> (x, t, c, d, p, q) -> ScalarLossMath.absoluteError(x, t);
      case SMOOTH_L1 -> (x, t, c, d, p, q) -> ScalarLossMath.smoothL1(x, t, p);
      case HUBER -> (x, t, c, d, p, q) -> ScalarLossMath.huber(x, t, p);
      case BINARY_CROSS_ENTROPY -> (x, t, c, d, p, q) -> ScalarLossMath.binaryPositive(x, t, p);
      case BINARY_CROSS_ENTROPY_REST ->
          (x, t, c, d, p, q) -> ScalarLossMath.binaryNegative(x, t, p) + c;
      case WITH_LOGITS_EXP -> (x, t, c, d, p, q) -> ScalarMath.exp(-Math.abs(x));
      case WITH_LOGITS -> (x, t, c, d, p, q) -> ScalarLossMath.withLogits(x, t, t, c);
      case WITH_LOGITS_WEIGHTED -> (x, t, c, d, p, q) -> ScalarLossMath.withLogits(x, t, t * d, c);
    };
  }

  /** The gradient, times q where that is the factor from above. */
  private static Quaternary gradient(LossOp op) {
    return switch (op) {
      case SQUARED_ERROR -> (x, t, c, d, p, q) -> ScalarLossMath.squaredErrorGradient(x, t) * q;
      case ABSOLUTE_ERROR -> (x, t, c, d, p, q) -> ScalarLossMath.absoluteErrorGradient(x, t) * q;
      case SMOOTH_L1 -> (x, t, c, d, p, q) -> ScalarLossMath.smoothL1Gradient(x, t, p) * q;
      case HUBER -> (x, t, c, d, p, q) -> ScalarLossMath.huberGradient(x, t, p) * q;
      case BINARY_CROSS_ENTROPY ->
          (x, t, c, d, p, q) -> ScalarLossMath.binaryCrossEntropyGradient(x, t) * q;
      case WITH_LOGITS -> (x, t, c, d, p, q) -> ScalarLossMath.withLogitsGradient(x, t, t) * q;
      case WITH_LOGITS_WEIGHTED ->
          (x, t, c, d, p, q) -> ScalarLossMath.withLogitsGradient(x, t, t * d) * q;
      case BINARY_CROSS_ENTROPY_REST, WITH_LOGITS_EXP ->
          throw new IllegalArgumentException(op + " is a step");
    };
  }
}
