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
   * @param parameters the parameters that the row is made with
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
      float[][] specials,
      float... parameters) {}

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
   * @param parameters the parameters that the row is made with
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
      float[][] specials,
      float... parameters) {}

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
                {NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, 0f}, {-TINY, 0f}
              }),
          new MapCase(
              "leakyRelu",
              MapOp.LEAKY_RELU,
              "x < 0 ? slope·x : x",
              (src, s, dst, d, n) -> Activations.leakyRelu(src, s, dst, d, n, 0.01f),
              (src, s, dst, d, n) -> Activations.leakyRelu(src, s, dst, d, n, 0.01f),
              x -> x < 0 ? x * (double) 0.01f : x,
              x -> x < 0 ? x * 0.01f : x,
              new float[][] {{NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, -INF}},
              0.01f),
          new MapCase(
              "relu6",
              MapOp.RELU6,
              "x < 0 ? 0 : x > 6 ? 6 : x",
              Activations::relu6,
              Activations::relu6,
              x -> x < 0 ? 0 : x > 6 ? 6 : x,
              x -> Math.min(Math.max(0f, x), 6f),
              new float[][] {{NAN, NAN}, {-0f, -0f}, {INF, 6f}, {-INF, 0f}, {6f, 6f}}),
          new MapCase(
              "clip",
              MapOp.CLIP,
              "x < min ? min : x > max ? max : x",
              (src, s, dst, d, n) -> Activations.clip(src, s, dst, d, n, -2f, 3f),
              (src, s, dst, d, n) -> Activations.clip(src, s, dst, d, n, -2f, 3f),
              x -> x < -2.0 ? -2.0 : x > 3.0 ? 3.0 : x,
              x -> Math.min(Math.max(-2f, x), 3f),
              new float[][] {{NAN, NAN}, {-INF, -2f}, {INF, 3f}},
              -2f,
              3f),
          new MapCase(
              "hardtanh",
              MapOp.HARDTANH,
              "x < min ? min : x > max ? max : x",
              (src, s, dst, d, n) -> Activations.hardtanh(src, s, dst, d, n, -1f, 1f),
              (src, s, dst, d, n) -> Activations.hardtanh(src, s, dst, d, n, -1f, 1f),
              x -> x < -1.0 ? -1.0 : x > 1.0 ? 1.0 : x,
              x -> Math.min(Math.max(-1f, x), 1f),
              new float[][] {{NAN, NAN}, {-INF, -1f}, {INF, 1f}},
              -1f,
              1f),
          new MapCase(
              "thresholdedRelu",
              MapOp.THRESHOLDED_RELU,
              "x > alpha ? x : 0",
              (src, s, dst, d, n) -> Activations.thresholdedRelu(src, s, dst, d, n, 1.5f),
              (src, s, dst, d, n) -> Activations.thresholdedRelu(src, s, dst, d, n, 1.5f),
              x -> x <= (double) 1.5f ? 0 : x,
              x -> x > 1.5f ? x : 0f,
              new float[][] {{NAN, NAN}, {-INF, 0f}, {INF, INF}, {1.5f, 0f}},
              1.5f),
          new MapCase(
              "elu",
              MapOp.ELU,
              "x > 0 ? x : alpha·(exp(x) − 1)",
              (src, s, dst, d, n) -> Activations.elu(src, s, dst, d, n, 1f),
              (src, s, dst, d, n) -> Activations.elu(src, s, dst, d, n, 1f),
              x -> x > 0 ? x : 1.0 * StrictMath.expm1(x),
              x -> x > 0 ? x : 1f * (float) Math.expm1(x),
              new float[][] {{NAN, NAN}, {-0f, -0f}, {0f, 0f}, {-INF, -1f}, {INF, INF}},
              1f),
          new MapCase(
              "selu",
              MapOp.SELU,
              "1.0507009873554805·(x > 0 ? x : 1.6732632423543772·(exp(x) − 1))",
              Activations::selu,
              Activations::selu,
              x ->
                  DoubleMath.SELU_SCALE * (x > 0 ? x : DoubleMath.SELU_ALPHA * StrictMath.expm1(x)),
              x -> 1.050701f * (x > 0 ? x : 1.6732632f * (float) Math.expm1(x)),
              new float[][] {{NAN, NAN}, {-0f, -0f}, {0f, 0f}, {-INF, -1.7580993f}, {INF, INF}}),
          new MapCase(
              "celu",
              MapOp.CELU,
              "x > 0 ? x : alpha·(exp(x / alpha) − 1)",
              (src, s, dst, d, n) -> Activations.celu(src, s, dst, d, n, 1.5f),
              (src, s, dst, d, n) -> Activations.celu(src, s, dst, d, n, 1.5f),
              x -> x > 0 ? x : (double) 1.5f * StrictMath.expm1(x / (double) 1.5f),
              x -> x > 0 ? x : 1.5f * (float) Math.expm1(x / 1.5f),
              new float[][] {{NAN, NAN}, {-0f, -0f}, {0f, 0f}, {-INF, -1.5f}, {INF, INF}},
              1.5f),
          new MapCase(
              "sigmoid",
              MapOp.SIGMOID,
              "1 / (1 + exp(−x))",
              Activations::sigmoid,
              Activations::sigmoid,
              x -> DoubleMath.sigmoid(x),
              x -> (float) (1 / (1 + Math.exp(-x))),
              new float[][] {{NAN, NAN}, {0f, 0.5f}, {-0f, 0.5f}, {INF, 1f}, {-INF, 0f}}),
          new MapCase(
              "hardSigmoid",
              MapOp.HARD_SIGMOID,
              "min(max(x / 6 + 1/2, 0), 1)",
              Activations::hardSigmoid,
              Activations::hardSigmoid,
              x -> x <= -3 ? 0 : x >= 3 ? 1 : (x + 3) / 6,
              x -> Math.min(Math.max(x / 6 + 0.5f, 0f), 1f),
              new float[][] {{NAN, NAN}, {-INF, 0f}, {INF, 1f}, {0f, 0.5f}, {-3f, 0f}, {3f, 1f}}),
          new MapCase(
              "hardSigmoidLinear",
              MapOp.HARD_SIGMOID_LINEAR,
              "min(max(slope·x + offset, 0), 1)",
              (src, s, dst, d, n) -> Activations.hardSigmoidLinear(src, s, dst, d, n, 0.2f, 0.5f),
              (src, s, dst, d, n) -> Activations.hardSigmoidLinear(src, s, dst, d, n, 0.2f, 0.5f),
              x -> Math.clamp(x * (double) 0.2f + 0.5, 0.0, 1.0),
              x -> Math.min(Math.max(x * 0.2f + 0.5f, 0f), 1f),
              new float[][] {{NAN, NAN}, {-INF, 0f}, {INF, 1f}, {0f, 0.5f}},
              0.2f,
              0.5f),
          new MapCase(
              "logSigmoid",
              MapOp.LOG_SIGMOID,
              "−log(1 + exp(−x))",
              Activations::logSigmoid,
              Activations::logSigmoid,
              x -> -DoubleMath.softplus(-x),
              x -> (float) -Math.log1p(Math.exp(-x)),
              new float[][] {{NAN, NAN}, {-INF, -INF}, {INF, -0f}}),
          new MapCase(
              "tanh",
              MapOp.TANH,
              "tanh(x)",
              Activations::tanh,
              Activations::tanh,
              x -> StrictMath.tanh(x),
              x -> (float) Math.tanh(x),
              new float[][] {
                {NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, 1f}, {-INF, -1f}, {TINY, TINY}
              }),
          new MapCase(
              "tanhshrink",
              MapOp.TANHSHRINK,
              "x − tanh(x)",
              Activations::tanhshrink,
              Activations::tanhshrink,
              x -> DoubleMath.tanhshrink(x),
              x -> x - (float) Math.tanh(x),
              new float[][] {{NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, -INF}}),
          new MapCase(
              "softshrink",
              MapOp.SOFTSHRINK,
              "|x| <= lambda ? 0 : x − lambda·sign(x)",
              (src, s, dst, d, n) -> Activations.softshrink(src, s, dst, d, n, 0.5f),
              (src, s, dst, d, n) -> Activations.softshrink(src, s, dst, d, n, 0.5f),
              x -> Math.abs(x) <= 0.5 ? 0 : x - Math.copySign(0.5, x),
              x -> x > 0.5f ? x - 0.5f : x < -0.5f ? x + 0.5f : 0f,
              new float[][] {
                {NAN, NAN}, {INF, INF}, {-INF, -INF}, {0.5f, 0f}, {1f, 0.5f}, {-1f, -0.5f}
              },
              0.5f),
          new MapCase(
              "hardshrink",
              MapOp.HARDSHRINK,
              "|x| <= lambda ? 0 : x",
              (src, s, dst, d, n) -> Activations.hardshrink(src, s, dst, d, n, 0.5f),
              (src, s, dst, d, n) -> Activations.hardshrink(src, s, dst, d, n, 0.5f),
              x -> Math.abs(x) <= 0.5 ? 0 : x,
              x -> Math.abs(x) > 0.5f ? x : 0f,
              new float[][] {{NAN, NAN}, {INF, INF}, {-INF, -INF}, {0.5f, 0f}, {-1f, -1f}},
              0.5f),
          new MapCase(
              "softplus",
              MapOp.SOFTPLUS,
              "log(1 + exp(beta·x)) / beta",
              (src, s, dst, d, n) -> Activations.softplus(src, s, dst, d, n, 2f, 20f),
              (src, s, dst, d, n) -> Activations.softplus(src, s, dst, d, n, 2f, 20f),
              x -> x * 2.0 > 20.0 ? x : DoubleMath.softplus(x * 2.0) / 2.0,
              x -> x * 2f > 20f ? x : (float) Math.log1p(Math.exp(x * 2f)) / 2f,
              new float[][] {{NAN, NAN}, {-INF, 0f}, {INF, INF}},
              2f,
              20f),
          new MapCase(
              "softsign",
              MapOp.SOFTSIGN,
              "x / (1 + |x|)",
              Activations::softsign,
              Activations::softsign,
              x -> Double.isInfinite(x) ? Math.signum(x) : x / (1 + Math.abs(x)),
              x -> x / (1 + Math.abs(x)),
              new float[][] {{NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, 1f}, {-INF, -1f}}),
          new MapCase(
              "gelu",
              MapOp.GELU,
              "x·Φ(x) = x·(1 + erf(x / √2)) / 2",
              Activations::gelu,
              Activations::gelu,
              x -> DoubleMath.gelu(x),
              x -> (float) (0.5 * x * (1 + DoubleMath.quickErf(x * 0.7071067811865476))),
              new float[][] {
                {NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, -0f}, {-3.4e38f, -0f}
              }),
          new MapCase(
              "geluTanh",
              MapOp.GELU_TANH,
              "x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) / 2",
              Activations::geluTanh,
              Activations::geluTanh,
              x -> DoubleMath.timesSigmoid(x, DoubleMath.geluTanhArgument(x)),
              x ->
                  (float)
                      (0.5 * x * (1 + Math.tanh(0.7978845608028654 * x * (1 + 0.044715 * x * x)))),
              new float[][] {
                {NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, -0f}, {-3.4e38f, -0f}
              }),
          new MapCase(
              "quickGelu",
              MapOp.QUICK_GELU,
              "x·sigmoid(1.702·x)",
              Activations::quickGelu,
              Activations::quickGelu,
              x -> DoubleMath.timesSigmoid(x, 1.702 * x),
              x -> (float) (x / (1 + Math.exp(-1.702 * x))),
              new float[][] {
                {NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, -0f}, {-3.4e38f, -0f}
              }),
          new MapCase(
              "silu",
              MapOp.SILU,
              "x·sigmoid(x)",
              Activations::silu,
              Activations::silu,
              x -> DoubleMath.timesSigmoid(x, x),
              x -> (float) (x / (1 + Math.exp(-x))),
              new float[][] {
                {NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, -0f}, {-3.4e38f, -0f}
              }),
          new MapCase(
              "swish",
              MapOp.SWISH,
              "x·sigmoid(beta·x)",
              (src, s, dst, d, n) -> Activations.swish(src, s, dst, d, n, 1.702f),
              (src, s, dst, d, n) -> Activations.swish(src, s, dst, d, n, 1.702f),
              x -> DoubleMath.timesSigmoid(x, (double) 1.702f * x),
              x -> (float) (x / (1 + Math.exp(-1.702f * x))),
              new float[][] {
                {NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, -0f}, {-3.4e38f, -0f}
              },
              1.702f),
          new MapCase(
              "hardSwish",
              MapOp.HARD_SWISH,
              "x·min(max(x + 3, 0), 6) / 6",
              Activations::hardSwish,
              Activations::hardSwish,
              x -> x <= -3 ? -0.0 : x >= 3 ? x : x * (x + 3) / 6,
              x -> x * Math.min(Math.max(x + 3, 0f), 6f) / 6,
              new float[][] {{NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, -0f}}),
          new MapCase(
              "mish",
              MapOp.MISH,
              "x·tanh(log(1 + exp(x)))",
              Activations::mish,
              Activations::mish,
              x -> DoubleMath.mish(x),
              x -> (float) (x * Math.tanh(Math.log1p(Math.exp(x)))),
              new float[][] {
                {NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, -0f}, {-3.4e38f, -0f}
              }),
          new MapCase(
              "exp",
              MapOp.EXP,
              "exp(x)",
              Activations::exp,
              Activations::exp,
              x -> StrictMath.exp(x),
              x -> (float) Math.exp(x),
              new float[][] {{NAN, NAN}, {0f, 1f}, {-0f, 1f}, {INF, INF}, {-INF, 0f}}),
          new MapCase(
              "expm1",
              MapOp.EXPM1,
              "exp(x) − 1",
              Activations::expm1,
              Activations::expm1,
              x -> StrictMath.expm1(x),
              x -> (float) Math.expm1(x),
              new float[][] {
                {NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, -1f}, {TINY, TINY}
              }),
          new MapCase(
              "log",
              MapOp.LOG,
              "log(x)",
              Activations::log,
              Activations::log,
              x -> StrictMath.log(x),
              x -> (float) Math.log(x),
              new float[][] {
                {NAN, NAN}, {0f, -INF}, {-0f, -INF}, {1f, 0f}, {INF, INF}, {-1f, NAN}, {-INF, NAN}
              }),
          new MapCase(
              "log1p",
              MapOp.LOG1P,
              "log(1 + x)",
              Activations::log1p,
              Activations::log1p,
              x -> StrictMath.log1p(x),
              x -> (float) Math.log1p(x),
              new float[][] {
                {NAN, NAN},
                {0f, 0f},
                {-0f, -0f},
                {-1f, -INF},
                {INF, INF},
                {-2f, NAN},
                {-INF, NAN},
                {TINY, TINY}
              }),
          new MapCase(
              "erf",
              MapOp.ERF,
              "erf(x)",
              Activations::erf,
              Activations::erf,
              x -> DoubleMath.erf(x),
              x -> (float) DoubleMath.quickErf(x),
              new float[][] {{NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, 1f}, {-INF, -1f}}),
          new MapCase(
              "scale",
              MapOp.SCALE,
              "factor·x",
              (src, s, dst, d, n) -> Activations.scale(src, s, dst, d, n, 0.7f),
              (src, s, dst, d, n) -> Activations.scale(src, s, dst, d, n, 0.7f),
              x -> x * (double) 0.7f,
              x -> x * 0.7f,
              new float[][] {{NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, INF}, {-INF, -INF}},
              0.7f),
          new MapCase(
              "softCap",
              MapOp.SOFT_CAP,
              "cap·tanh(x / cap)",
              (src, s, dst, d, n) -> Activations.softCap(src, s, dst, d, n, 30f),
              (src, s, dst, d, n) -> Activations.softCap(src, s, dst, d, n, 30f),
              x -> 30.0 * StrictMath.tanh(x / 30.0),
              x -> 30f * (float) Math.tanh(x / 30f),
              new float[][] {
                {NAN, NAN}, {0f, 0f}, {-0f, -0f}, {INF, 30f}, {-INF, -30f}, {TINY, TINY}
              },
              30f));

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
              (x, dy) -> x <= 0 ? 0 : dy,
              new float[][] {{NAN, 2f, 2f}, {0f, 2f, 0f}, {-0f, 2f, 0f}, {1f, NAN, NAN}}),
          new ZipCase(
              "leakyRelu",
              ZipOp.LEAKY_RELU_GRADIENT,
              "x > 0 ? dy : slope·dy",
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.leakyRelu(src, s, dy, y, dx, d, n, 0.01f),
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.leakyRelu(src, s, dy, y, dx, d, n, 0.01f),
              (x, dy) -> x > 0 ? dy : dy * (double) 0.01f,
              (x, dy) -> (float) (x > 0 ? dy : dy * (double) 0.01f),
              new float[][] {{NAN, 2f, 0.02f}, {0f, 2f, 0.02f}},
              0.01f),
          new ZipCase(
              "relu6",
              ZipOp.RELU6_GRADIENT,
              "0 < x < 6 ? dy : 0",
              ActivationGradients::relu6,
              ActivationGradients::relu6,
              (x, dy) -> x <= 0 || x >= 6 ? 0 : dy,
              (x, dy) -> x <= 0 || x >= 6 ? 0 : dy,
              new float[][] {{NAN, 2f, 2f}, {0f, 2f, 0f}, {6f, 2f, 0f}}),
          new ZipCase(
              "clip",
              ZipOp.CLIP_GRADIENT,
              "min <= x <= max ? dy : 0",
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.clip(src, s, dy, y, dx, d, n, -2f, 3f),
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.clip(src, s, dy, y, dx, d, n, -2f, 3f),
              (x, dy) -> x < -2.0 || x > 3.0 ? 0 : dy,
              (x, dy) -> x < -2.0 || x > 3.0 ? 0 : dy,
              new float[][] {{NAN, 2f, 2f}, {-2f, 2f, 2f}, {3f, 2f, 2f}},
              -2f,
              3f),
          new ZipCase(
              "hardtanh",
              ZipOp.HARDTANH_GRADIENT,
              "min < x < max ? dy : 0",
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.hardtanh(src, s, dy, y, dx, d, n, -1f, 1f),
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.hardtanh(src, s, dy, y, dx, d, n, -1f, 1f),
              (x, dy) -> x <= -1.0 || x >= 1.0 ? 0 : dy,
              (x, dy) -> x <= -1.0 || x >= 1.0 ? 0 : dy,
              new float[][] {{NAN, 2f, 2f}, {-1f, 2f, 0f}, {1f, 2f, 0f}},
              -1f,
              1f),
          new ZipCase(
              "thresholdedRelu",
              ZipOp.THRESHOLDED_RELU_GRADIENT,
              "x > alpha ? dy : 0",
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.thresholdedRelu(src, s, dy, y, dx, d, n, 1.5f),
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.thresholdedRelu(src, s, dy, y, dx, d, n, 1.5f),
              (x, dy) -> x <= (double) 1.5f ? 0 : dy,
              (x, dy) -> x <= (double) 1.5f ? 0 : dy,
              new float[][] {{NAN, 2f, 2f}, {1.5f, 2f, 0f}},
              1.5f),
          new ZipCase(
              "elu",
              ZipOp.ELU_GRADIENT,
              "dy·(x > 0 ? 1 : alpha·exp(x))",
              (src, s, dy, y, dx, d, n) -> ActivationGradients.elu(src, s, dy, y, dx, d, n, 1f),
              (src, s, dy, y, dx, d, n) -> ActivationGradients.elu(src, s, dy, y, dx, d, n, 1f),
              (x, dy) -> x > 0 ? dy : dy * 1.0 * StrictMath.exp(x),
              (x, dy) -> (float) (x > 0 ? dy : dy * 1.0 * Math.exp(x)),
              new float[][] {{NAN, 2f, NAN}, {0f, 2f, 2f}, {-INF, 2f, 0f}, {INF, 2f, 2f}},
              1f),
          new ZipCase(
              "selu",
              ZipOp.SELU_GRADIENT,
              "dy·1.0507009873554805·(x > 0 ? 1 : 1.6732632423543772·exp(x))",
              ActivationGradients::selu,
              ActivationGradients::selu,
              (x, dy) ->
                  dy
                      * DoubleMath.SELU_SCALE
                      * (x > 0 ? 1 : DoubleMath.SELU_ALPHA * StrictMath.exp(x)),
              (x, dy) ->
                  (float)
                      (dy
                          * DoubleMath.SELU_SCALE
                          * (x > 0 ? 1 : DoubleMath.SELU_ALPHA * Math.exp(x))),
              new float[][] {{NAN, 2f, NAN}, {-INF, 2f, 0f}}),
          new ZipCase(
              "celu",
              ZipOp.CELU_GRADIENT,
              "dy·(x > 0 ? 1 : exp(x / alpha))",
              (src, s, dy, y, dx, d, n) -> ActivationGradients.celu(src, s, dy, y, dx, d, n, 1.5f),
              (src, s, dy, y, dx, d, n) -> ActivationGradients.celu(src, s, dy, y, dx, d, n, 1.5f),
              (x, dy) -> x > 0 ? dy : dy * StrictMath.exp(x / (double) 1.5f),
              (x, dy) -> (float) (x > 0 ? dy : dy * Math.exp(x / (double) 1.5f)),
              new float[][] {{NAN, 2f, NAN}, {0f, 2f, 2f}, {-INF, 2f, 0f}, {INF, 2f, 2f}},
              1.5f),
          new ZipCase(
              "sigmoid",
              ZipOp.SIGMOID_GRADIENT,
              "dy·(y − y²)",
              ActivationGradients::sigmoid,
              ActivationGradients::sigmoid,
              (y, dy) -> dy * (y * (1 - y)),
              (y, dy) -> dy * (y * (1 - y)),
              new float[][] {{NAN, 2f, NAN}, {0f, 2f, 0f}, {1f, 2f, 0f}, {0.5f, 1f, 0.25f}}),
          new ZipCase(
              "hardSigmoid",
              ZipOp.HARD_SIGMOID_GRADIENT,
              "−3 < x < 3 ? dy / 6 : 0",
              ActivationGradients::hardSigmoid,
              ActivationGradients::hardSigmoid,
              (x, dy) -> x > -3 && x < 3 ? dy / 6 : 0,
              (x, dy) -> x > -3 && x < 3 ? dy / 6 : 0,
              new float[][] {{-3f, 2f, 0f}, {3f, 2f, 0f}}),
          new ZipCase(
              "hardSigmoidLinear",
              ZipOp.HARD_SIGMOID_LINEAR_GRADIENT,
              "0 < slope·x + offset < 1 ? slope·dy : 0",
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.hardSigmoidLinear(src, s, dy, y, dx, d, n, 0.2f, 0.5f),
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.hardSigmoidLinear(src, s, dy, y, dx, d, n, 0.2f, 0.5f),
              (x, dy) -> DoubleMath.inside(x * (double) 0.2f + 0.5) ? dy * (double) 0.2f : 0,
              (x, dy) ->
                  (float) (DoubleMath.inside(x * (double) 0.2f + 0.5) ? dy * (double) 0.2f : 0),
              new float[][] {{-2.5f, 2f, 0f}, {2.5f, 2f, 0f}},
              0.2f,
              0.5f),
          new ZipCase(
              "logSigmoid",
              ZipOp.LOG_SIGMOID_GRADIENT,
              "dy·sigmoid(−x)",
              ActivationGradients::logSigmoid,
              ActivationGradients::logSigmoid,
              (x, dy) -> dy * DoubleMath.sigmoid(-x),
              (x, dy) -> (float) (dy * DoubleMath.sigmoid(-x)),
              new float[][] {{NAN, 2f, NAN}, {-INF, 2f, 2f}, {INF, 2f, 0f}}),
          new ZipCase(
              "tanh",
              ZipOp.TANH_GRADIENT,
              "dy·(1 − y²)",
              ActivationGradients::tanh,
              ActivationGradients::tanh,
              (y, dy) -> dy * (1 - y * y),
              (y, dy) -> dy * (1 - y * y),
              new float[][] {{NAN, 2f, NAN}, {0f, 2f, 2f}, {1f, 2f, 0f}, {-1f, 2f, 0f}}),
          new ZipCase(
              "tanhshrink",
              ZipOp.TANHSHRINK_GRADIENT,
              "dy·tanh(x)²",
              ActivationGradients::tanhshrink,
              ActivationGradients::tanhshrink,
              (x, dy) -> dy * DoubleMath.square(StrictMath.tanh(x)),
              (x, dy) -> (float) (dy * DoubleMath.square(Math.tanh(x))),
              new float[][] {{NAN, 2f, NAN}, {0f, 2f, 0f}, {INF, 2f, 2f}, {-INF, 2f, 2f}}),
          new ZipCase(
              "softshrink",
              ZipOp.SOFTSHRINK_GRADIENT,
              "|x| <= lambda ? 0 : dy",
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.softshrink(src, s, dy, y, dx, d, n, 0.5f),
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.softshrink(src, s, dy, y, dx, d, n, 0.5f),
              (x, dy) -> Math.abs(x) <= 0.5 ? 0 : dy,
              (x, dy) -> Math.abs(x) <= 0.5 ? 0 : dy,
              new float[][] {{NAN, 2f, 2f}, {0.5f, 2f, 0f}},
              0.5f),
          new ZipCase(
              "hardshrink",
              ZipOp.HARDSHRINK_GRADIENT,
              "|x| <= lambda ? 0 : dy",
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.hardshrink(src, s, dy, y, dx, d, n, 0.5f),
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.hardshrink(src, s, dy, y, dx, d, n, 0.5f),
              (x, dy) -> Math.abs(x) <= 0.5 ? 0 : dy,
              (x, dy) -> Math.abs(x) <= 0.5 ? 0 : dy,
              new float[][] {{NAN, 2f, 2f}, {0.5f, 2f, 0f}},
              0.5f),
          new ZipCase(
              "softplus",
              ZipOp.SOFTPLUS_GRADIENT,
              "dy·sigmoid(beta·x), dy beyond the threshold",
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.softplus(src, s, dy, y, dx, d, n, 2f, 20f),
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.softplus(src, s, dy, y, dx, d, n, 2f, 20f),
              (x, dy) -> x * 2.0 > 20.0 ? dy : dy * DoubleMath.sigmoid(x * 2.0),
              (x, dy) -> (float) (x * 2.0 > 20.0 ? dy : dy * DoubleMath.sigmoid(x * 2.0)),
              new float[][] {{NAN, 2f, NAN}, {INF, 2f, 2f}, {-INF, 2f, 0f}},
              2f,
              20f),
          new ZipCase(
              "softsign",
              ZipOp.SOFTSIGN_GRADIENT,
              "dy / (1 + |x|)²",
              ActivationGradients::softsign,
              ActivationGradients::softsign,
              (x, dy) -> dy / DoubleMath.square(1 + Math.abs(x)),
              (x, dy) -> (float) (dy / DoubleMath.square(1 + Math.abs(x))),
              new float[][] {{NAN, 2f, NAN}, {INF, 2f, 0f}, {0f, 2f, 2f}}),
          new ZipCase(
              "gelu",
              ZipOp.GELU_GRADIENT,
              "dy·(Φ(x) + x·φ(x))",
              ActivationGradients::gelu,
              ActivationGradients::gelu,
              (x, dy) -> dy * DoubleMath.geluDerivative(x),
              (x, dy) -> (float) (dy * DoubleMath.geluDerivative(x)),
              new float[][] {
                {NAN, 2f, NAN}, {INF, 2f, 2f}, {-INF, 2f, -0f}, {3.4e38f, 2f, 2f}, {0f, 2f, 1f}
              }),
          new ZipCase(
              "geluTanh",
              ZipOp.GELU_TANH_GRADIENT,
              "dy times the derivative at x",
              ActivationGradients::geluTanh,
              ActivationGradients::geluTanh,
              (x, dy) ->
                  dy
                      * DoubleMath.gateDerivative(
                          DoubleMath.geluTanhArgument(x), x * DoubleMath.geluTanhSlope(x)),
              (x, dy) ->
                  (float)
                      (dy
                          * DoubleMath.gateDerivative(
                              DoubleMath.geluTanhArgument(x), x * DoubleMath.geluTanhSlope(x))),
              new float[][] {
                {NAN, 2f, NAN}, {INF, 2f, 2f}, {-INF, 2f, -0f}, {3.4e38f, 2f, 2f}, {0f, 2f, 1f}
              }),
          new ZipCase(
              "quickGelu",
              ZipOp.QUICK_GELU_GRADIENT,
              "dy times the derivative at x",
              ActivationGradients::quickGelu,
              ActivationGradients::quickGelu,
              (x, dy) -> dy * DoubleMath.gateDerivative(1.702 * x, 1.702 * x),
              (x, dy) -> (float) (dy * DoubleMath.gateDerivative(1.702 * x, 1.702 * x)),
              new float[][] {
                {NAN, 2f, NAN}, {INF, 2f, 2f}, {-INF, 2f, -0f}, {3.4e38f, 2f, 2f}, {0f, 2f, 1f}
              }),
          new ZipCase(
              "silu",
              ZipOp.SILU_GRADIENT,
              "dy·sigmoid(x)·(1 + x·(1 − sigmoid(x)))",
              ActivationGradients::silu,
              ActivationGradients::silu,
              (x, dy) -> dy * DoubleMath.gateDerivative(x, x),
              (x, dy) -> (float) (dy * DoubleMath.gateDerivative(x, x)),
              new float[][] {
                {NAN, 2f, NAN}, {INF, 2f, 2f}, {-INF, 2f, -0f}, {3.4e38f, 2f, 2f}, {0f, 2f, 1f}
              }),
          new ZipCase(
              "swish",
              ZipOp.SWISH_GRADIENT,
              "dy times the derivative at x",
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.swish(src, s, dy, y, dx, d, n, 1.702f),
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.swish(src, s, dy, y, dx, d, n, 1.702f),
              (x, dy) -> dy * DoubleMath.gateDerivative((double) 1.702f * x, (double) 1.702f * x),
              (x, dy) ->
                  (float)
                      (dy * DoubleMath.gateDerivative((double) 1.702f * x, (double) 1.702f * x)),
              new float[][] {
                {NAN, 2f, NAN}, {INF, 2f, 2f}, {-INF, 2f, -0f}, {3.4e38f, 2f, 2f}, {0f, 2f, 1f}
              },
              1.702f),
          new ZipCase(
              "hardSwish",
              ZipOp.HARD_SWISH_GRADIENT,
              "x <= −3 ? 0 : x >= 3 ? dy : dy·(x / 3 + 1/2)",
              ActivationGradients::hardSwish,
              ActivationGradients::hardSwish,
              (x, dy) -> x <= -3 ? 0 : x >= 3 ? dy : dy * (x / 3 + 0.5),
              (x, dy) -> (float) (x <= -3 ? 0 : x >= 3 ? dy : dy * (x / 3 + 0.5)),
              new float[][] {{-3f, 2f, 0f}, {3f, 2f, 2f}, {INF, 2f, 2f}, {-INF, 2f, 0f}}),
          new ZipCase(
              "mish",
              ZipOp.MISH_GRADIENT,
              "dy times the derivative at x",
              ActivationGradients::mish,
              ActivationGradients::mish,
              (x, dy) -> dy * DoubleMath.mishDerivative(x),
              (x, dy) -> (float) (dy * DoubleMath.mishDerivative(x)),
              new float[][] {
                {NAN, 2f, NAN},
                {INF, 2f, 2f},
                {-INF, 2f, -0f},
                {3.4e38f, 2f, 2f},
                {-3.4e38f, 2f, -0f}
              }),
          new ZipCase(
              "exp",
              ZipOp.EXP_GRADIENT,
              "dy·y",
              ActivationGradients::exp,
              ActivationGradients::exp,
              (y, dy) -> dy * y,
              (y, dy) -> dy * y,
              new float[][] {{NAN, 2f, NAN}, {0f, 2f, 0f}}),
          new ZipCase(
              "expm1",
              ZipOp.EXPM1_GRADIENT,
              "dy·(y + 1)",
              ActivationGradients::expm1,
              ActivationGradients::expm1,
              (y, dy) -> dy * (y + 1),
              (y, dy) -> dy * (y + 1),
              new float[][] {{NAN, 2f, NAN}, {-1f, 2f, 0f}}),
          new ZipCase(
              "log",
              ZipOp.LOG_GRADIENT,
              "dy / x",
              ActivationGradients::log,
              ActivationGradients::log,
              (x, dy) -> dy / x,
              (x, dy) -> dy / x,
              new float[][] {{NAN, 2f, NAN}, {INF, 2f, 0f}}),
          new ZipCase(
              "log1p",
              ZipOp.LOG1P_GRADIENT,
              "dy / (1 + x)",
              ActivationGradients::log1p,
              ActivationGradients::log1p,
              (x, dy) -> dy / (1 + x),
              (x, dy) -> dy / (1 + x),
              new float[][] {{NAN, 2f, NAN}, {0f, 2f, 2f}}),
          new ZipCase(
              "erf",
              ZipOp.ERF_GRADIENT,
              "dy·2/√π·exp(−x²)",
              ActivationGradients::erf,
              ActivationGradients::erf,
              (x, dy) -> dy * 1.1283791670955126 * StrictMath.exp(-x * x),
              (x, dy) -> (float) (dy * 1.1283791670955126 * Math.exp(-x * x)),
              new float[][] {{NAN, 2f, NAN}, {INF, 2f, 0f}, {-INF, 2f, 0f}}),
          new ZipCase(
              "scale",
              ZipOp.SCALE_GRADIENT,
              "factor·dy",
              (src, s, dy, y, dx, d, n) -> ActivationGradients.scale(src, s, dy, y, dx, d, n, 0.7f),
              (src, s, dy, y, dx, d, n) -> ActivationGradients.scale(src, s, dy, y, dx, d, n, 0.7f),
              (x, dy) -> dy * (double) 0.7f,
              (x, dy) -> dy * 0.7f,
              new float[][] {{NAN, 2f, 1.4f}, {INF, 2f, 1.4f}, {0f, NAN, NAN}},
              0.7f),
          new ZipCase(
              "softCap",
              ZipOp.SOFT_CAP_GRADIENT,
              "dy·(1 − tanh(x / cap)²)",
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.softCap(src, s, dy, y, dx, d, n, 30f),
              (src, s, dy, y, dx, d, n) ->
                  ActivationGradients.softCap(src, s, dy, y, dx, d, n, 30f),
              (x, dy) -> dy * DoubleMath.tanhDerivative(x / 30.0),
              (x, dy) -> (float) (dy * (1 - DoubleMath.square(Math.tanh(x / 30f)))),
              new float[][] {{NAN, 2f, NAN}, {0f, 2f, 2f}, {INF, 2f, 0f}, {-INF, 2f, 0f}},
              30f));
}
