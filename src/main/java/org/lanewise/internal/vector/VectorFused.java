package org.lanewise.internal.vector;

import jdk.incubator.vector.FloatVector;
import org.lanewise.internal.FusedOp;
import org.lanewise.internal.LossOp;
import org.lanewise.internal.Operation;

/** The operation of a fused loop on one vector; {@code ScalarFused} is the twin, case by case. */
@SuppressWarnings("serial") // see Operation: nobody writes these lambdas
final class VectorFused {

  private VectorFused() {}

  /** An operation on four vectors with two parameters. */
  @FunctionalInterface
  interface Quaternary extends Operation {
    /** The result for a, b, c and d. */
    FloatVector apply(
        FloatVector a, FloatVector b, FloatVector c, FloatVector d, FloatVector p, FloatVector q);
  }

  /** The operation for {@code op}. */
  static Quaternary of(FusedOp op) {
    return switch (op.form()) {
      case GATE_GRADIENT -> {
        VectorOps.Binary g = VectorOps.gradient(op.function());
        yield (a, b, dy, d, p, q) -> g.apply(a, b.mul(dy), p, q);
      }
      case BIAS_GRADIENT -> {
        VectorOps.Binary g = VectorOps.gradient(op.function());
        yield (x, bias, dy, d, p, q) -> g.apply(x.add(bias), dy, p, q);
      }
      case LOSS -> loss(op.loss());
      case LOSS_GRADIENT -> gradient(op.loss());
    };
  }

  private static Quaternary loss(LossOp op) {
    return switch (op) {
      case SQUARED_ERROR -> (x, t, c, d, p, q) -> VectorLossMath.squaredError(x, t);
      case ABSOLUTE_ERROR -> (x, t, c, d, p, q) -> VectorLossMath.absoluteError(x, t);
      case SMOOTH_L1 -> (x, t, c, d, p, q) -> VectorLossMath.smoothL1(x, t, p);
      case HUBER -> (x, t, c, d, p, q) -> VectorLossMath.huber(x, t, p);
      case BINARY_CROSS_ENTROPY -> (x, t, c, d, p, q) -> VectorLossMath.binaryPositive(x, t, p);
      case BINARY_CROSS_ENTROPY_REST ->
          (x, t, c, d, p, q) -> VectorLossMath.binaryNegative(x, t, p).add(c);
      case WITH_LOGITS_EXP -> (x, t, c, d, p, q) -> VectorMath.exp(x.abs().neg());
      case WITH_LOGITS -> (x, t, c, d, p, q) -> VectorLossMath.withLogits(x, t, t, c);
      case WITH_LOGITS_WEIGHTED ->
          (x, t, c, d, p, q) -> VectorLossMath.withLogits(x, t, t.mul(d), c);
    };
  }

  /** The gradient, times q where that is the factor from above. */
  private static Quaternary gradient(LossOp op) {
    return switch (op) {
      case SQUARED_ERROR -> (x, t, c, d, p, q) -> VectorLossMath.squaredErrorGradient(x, t).mul(q);
      case ABSOLUTE_ERROR ->
          (x, t, c, d, p, q) -> VectorLossMath.absoluteErrorGradient(x, t).mul(q);
      case SMOOTH_L1 -> (x, t, c, d, p, q) -> VectorLossMath.smoothL1Gradient(x, t, p).mul(q);
      case HUBER -> (x, t, c, d, p, q) -> VectorLossMath.huberGradient(x, t, p).mul(q);
      case BINARY_CROSS_ENTROPY ->
          (x, t, c, d, p, q) -> VectorLossMath.binaryCrossEntropyGradient(x, t).mul(q);
      case WITH_LOGITS -> (x, t, c, d, p, q) -> VectorLossMath.withLogitsGradient(x, t, t).mul(q);
      case WITH_LOGITS_WEIGHTED ->
          (x, t, c, d, p, q) -> VectorLossMath.withLogitsGradient(x, t, t.mul(d)).mul(q);
      case BINARY_CROSS_ENTROPY_REST, WITH_LOGITS_EXP ->
          throw new IllegalArgumentException(op + " is a step");
    };
  }
}
