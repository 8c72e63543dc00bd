package org.lanewise.internal.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.lanewise.internal.MapOp;
import org.lanewise.internal.SumOp;
import org.lanewise.internal.ZipOp;

/** The operation of each kernel on one vector; {@code ScalarOps} is the twin, case by case. */
final class VectorOps {

  private static final VectorSpecies<Float> F = Lanes.SPECIES;

  private VectorOps() {}

  /** An operation on one vector with two parameters. */
  @FunctionalInterface
  interface Unary {
    FloatVector apply(FloatVector x, FloatVector p, FloatVector q);
  }

  /** An operation on two vectors with two parameters. */
  @FunctionalInterface
  interface Binary {
    FloatVector apply(FloatVector x, FloatVector y, FloatVector p, FloatVector q);
  }

  /** The operation of a map. */
  static Unary map(MapOp op) {
    return switch (op) {
      case RELU -> (x, p, q) -> VectorMath.relu(x);
      case SIGMOID -> (x, p, q) -> VectorMath.sigmoid(x);
      case TANH -> (x, p, q) -> VectorMath.tanh(x);
      case EXP -> (x, p, q) -> VectorMath.exp(x);
      case EXPM1 -> (x, p, q) -> VectorMath.expm1(x);
      case SCALE -> (x, p, q) -> x.fma(p, x.mul(q));
      case SHIFT -> (x, p, q) -> x.sub(p).sub(q);
    };
  }

  /** The operation of a map over two inputs. */
  static Binary zip(ZipOp op) {
    return switch (op) {
      case RELU_GRADIENT ->
          (x, dy, p, q) -> dy.blend(broadcast(F, 0f), x.compare(LE, broadcast(F, 0f)));
      case SIGMOID_GRADIENT -> (y, dy, p, q) -> dy.mul(y.neg().fma(y, y));
      case TANH_GRADIENT -> (y, dy, p, q) -> dy.mul(y.neg().fma(y, broadcast(F, 1f)));
      case SOFTMAX_GRADIENT -> (y, dy, p, q) -> y.mul(dy.sub(p));
      case LOG_SOFTMAX_GRADIENT -> (y, dy, p, q) -> VectorMath.exp(y).neg().fma(p, dy);
      case SUBTRACT_SCALED -> (x, t, p, q) -> t.neg().fma(p, x);
    };
  }

  /** The term of a sum. */
  static Binary sum(SumOp op) {
    return switch (op) {
      case SUM -> (x, y, p, q) -> x;
      case DOT -> (x, y, p, q) -> x.mul(y);
      case TARGET_DOT ->
          (x, t, p, q) ->
              t.mul(x.sub(p).sub(q)).blend(broadcast(F, 0f), t.compare(EQ, broadcast(F, 0f)));
    };
  }
}
