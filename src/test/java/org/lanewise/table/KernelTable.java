package org.lanewise.table;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.lanewise.ActivationGradients;
import org.lanewise.Activations;
import org.lanewise.ArrayMap;
import org.lanewise.ArrayZip;
import org.lanewise.SegmentMap;
import org.lanewise.SegmentZip;
import org.lanewise.internal.MapOp;
import org.lanewise.internal.ZipOp;

/**
 * The table of elementwise kernels. The bits tests, the accuracy tests, the exhaustive sweep, the
 * golden hashes, the benchmarks and the table in the README are made from its rows; a facade method
 * without a row fails the build.
 */
public final class KernelTable {

  /**
   * A map over one input.
   *
   * @param name the facade's method
   * @param op the operation behind it; its bound is the bound of the kernel
   * @param formula for readers
   * @param arrays the kernel over arrays
   * @param segments the kernel over segments
   * @param oracle the exact function of a float, in double, good to 1e-14 at least
   * @param naive what engines write today, in float
   * @param specials pairs of input and exact output
   */
  @SuppressWarnings("ArrayRecordComponent") // a literal table; nobody compares rows
  public record MapCase(
      String name,
      MapOp op,
      String formula,
      ArrayMap arrays,
      SegmentMap segments,
      DoubleUnaryOperator oracle,
      FloatUnary naive,
      float[][] specials) {}

  /**
   * A map over two inputs: the gradients.
   *
   * @param name the facade's method
   * @param op the operation behind it; its bound is the bound of the kernel
   * @param formula for readers
   * @param arrays the kernel over arrays
   * @param segments the kernel over segments
   * @param oracle the exact function of two floats, in double
   * @param naive what engines write today, in float
   * @param specials triples of two inputs and the exact output
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record ZipCase(
      String name,
      ZipOp op,
      String formula,
      ArrayZip arrays,
      SegmentZip segments,
      DoubleBinaryOperator oracle,
      FloatBinary naive,
      float[][] specials) {}

  /** A function of a float. */
  @FunctionalInterface
  public interface FloatUnary {
    /** The result for x. */
    float apply(float x);
  }

  /** A function of two floats. */
  @FunctionalInterface
  public interface FloatBinary {
    /** The result for x and y. */
    float apply(float x, float y);
  }

  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;
  private static final float TINY = Float.MIN_VALUE;

  private KernelTable() {}

  /** The maps over one input, as in {@link Activations}. */
  public static final List<MapCase> MAPS =
      List.of(
          new MapCase(
              "relu",
              MapOp.RELU,
              "x < 0 ? 0 : x",
              Activations::relu,
              Activations::relu,
              x -> x < 0 ? 0 : x,
              x -> Math.max(0f, x),
              new float[][] {
                {NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, 0f}, {-1f, 0f}, {-TINY, 0f}
              }),
          new MapCase(
              "sigmoid",
              MapOp.SIGMOID,
              "1 / (1 + exp(-x))",
              Activations::sigmoid,
              Activations::sigmoid,
              x ->
                  x < 0
                      ? StrictMath.exp(x) / (1 + StrictMath.exp(x))
                      : 1 / (1 + StrictMath.exp(-x)),
              x -> (float) (1 / (1 + Math.exp(-x))),
              new float[][] {{NAN, NAN}, {0f, 0.5f}, {-0f, 0.5f}, {INF, 1f}, {-INF, 0f}}),
          new MapCase(
              "tanh",
              MapOp.TANH,
              "tanh(x)",
              Activations::tanh,
              Activations::tanh,
              StrictMath::tanh,
              x -> (float) Math.tanh(x),
              new float[][] {
                {NAN, NAN},
                {0f, 0f},
                {-0f, -0f},
                {INF, 1f},
                {-INF, -1f},
                {TINY, TINY},
                {-TINY, -TINY}
              }),
          new MapCase(
              "exp",
              MapOp.EXP,
              "exp(x)",
              Activations::exp,
              Activations::exp,
              StrictMath::exp,
              x -> (float) Math.exp(x),
              new float[][] {{NAN, NAN}, {0f, 1f}, {-0f, 1f}, {INF, INF}, {-INF, 0f}, {TINY, 1f}}),
          new MapCase(
              "expm1",
              MapOp.EXPM1,
              "exp(x) - 1",
              Activations::expm1,
              Activations::expm1,
              StrictMath::expm1,
              x -> (float) Math.expm1(x),
              new float[][] {
                {NAN, NAN},
                {0f, 0f},
                {-0f, -0f},
                {INF, INF},
                {-INF, -1f},
                {TINY, TINY},
                {-TINY, -TINY}
              }));

  /** The maps over two inputs, as in {@link ActivationGradients}. */
  public static final List<ZipCase> ZIPS =
      List.of(
          new ZipCase(
              "relu",
              ZipOp.RELU_GRADIENT,
              "x <= 0 ? 0 : dy",
              ActivationGradients::relu,
              ActivationGradients::relu,
              (x, dy) -> x <= 0 ? 0 : dy,
              (x, dy) -> x > 0 ? dy : 0f,
              new float[][] {
                {NAN, 2f, 2f},
                {0f, 2f, 0f},
                {-0f, 2f, 0f},
                {1f, NAN, NAN},
                {-INF, 2f, 0f},
                {INF, 2f, 2f}
              }),
          new ZipCase(
              "sigmoid",
              ZipOp.SIGMOID_GRADIENT,
              "dy * (y - y * y)",
              ActivationGradients::sigmoid,
              ActivationGradients::sigmoid,
              (y, dy) -> dy * (y * (1 - y)),
              (y, dy) -> dy * y * (1 - y),
              new float[][] {{NAN, 2f, NAN}, {0f, 2f, 0f}, {1f, 2f, 0f}, {0.5f, 1f, 0.25f}}),
          new ZipCase(
              "tanh",
              ZipOp.TANH_GRADIENT,
              "dy * (1 - y * y)",
              ActivationGradients::tanh,
              ActivationGradients::tanh,
              (y, dy) -> dy * (1 - y * y),
              (y, dy) -> dy * (1 - y * y),
              new float[][] {{NAN, 2f, NAN}, {0f, 2f, 2f}, {1f, 2f, 0f}, {-1f, 2f, 0f}}));
}
