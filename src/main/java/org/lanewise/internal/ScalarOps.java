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
      case SIGMOID -> (x, p, q) -> ScalarMath.sigmoid(x);
      case TANH -> (x, p, q) -> ScalarMath.tanh(x);
      case EXP -> (x, p, q) -> ScalarMath.exp(x);
      case EXPM1 -> (x, p, q) -> ScalarMath.expm1(x);
      case SCALE -> (x, p, q) -> Math.fma(x, p, x * q);
      case SHIFT -> (x, p, q) -> (x - p) - q;
    };
  }

  /** The operation of a map over two inputs. */
  public static Binary zip(ZipOp op) {
    return switch (op) {
      case RELU_GRADIENT -> (x, dy, p, q) -> x <= 0f ? 0f : dy;
      case SIGMOID_GRADIENT -> (y, dy, p, q) -> dy * Math.fma(-y, y, y);
      case TANH_GRADIENT -> (y, dy, p, q) -> dy * Math.fma(-y, y, 1f);
      case SOFTMAX_GRADIENT -> (y, dy, p, q) -> y * (dy - p);
      case LOG_SOFTMAX_GRADIENT -> (y, dy, p, q) -> Math.fma(-ScalarMath.exp(y), p, dy);
      case SUBTRACT_SCALED -> (x, t, p, q) -> Math.fma(-t, p, x);
    };
  }

  /** The term of a sum. */
  public static Binary sum(SumOp op) {
    return switch (op) {
      case SUM -> (x, y, p, q) -> x;
      case DOT -> (x, y, p, q) -> x * y;
      case TARGET_DOT -> (x, t, p, q) -> t == 0f ? 0f : t * ((x - p) - q);
    };
  }
}
