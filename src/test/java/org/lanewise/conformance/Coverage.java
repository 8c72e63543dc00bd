package org.lanewise.conformance;

import static org.lanewise.conformance.Adapters.either;
import static org.lanewise.conformance.Adapters.fromInput;
import static org.lanewise.conformance.Adapters.fromOutput;
import static org.lanewise.conformance.Adapters.map;
import static org.lanewise.conformance.WithParameters.attribute;
import static org.lanewise.conformance.WithParameters.bound;
import static org.lanewise.conformance.WithParameters.mapWith;
import static org.lanewise.conformance.WithParameters.zipWith;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lanewise.ActivationGradients;
import org.lanewise.Activations;
import org.lanewise.Loss;
import org.lanewise.conformance.Adapters.Rounding;
import org.lanewise.internal.MapOp;
import org.lanewise.internal.ZipOp;

/**
 * What of the test vectors the library covers: one row for each operator. An operator that comes
 * into the library gets its adapter here, and the numbers below go up.
 */
final class Coverage {

  /** How many cases there were, and how many of them ran, when this was written: never fewer. */
  static final int ONNX_CASES = 93;

  static final int ONNX_RUN = 91;
  static final int TORCH_CASES = 759;
  static final int TORCH_RUN = 759;

  private static final ToDoubleFunction<Case> ALPHA = attribute(1, "alpha");
  private static final ToDoubleFunction<Case> BETA = attribute(1, "alpha", "beta");
  private static final ToDoubleFunction<Case> SLOPE = attribute(0.01, "alpha", "negative_slope");
  private static final ToDoubleFunction<Case> MIN = bound(Double.NEGATIVE_INFINITY, "min", 1);
  private static final ToDoubleFunction<Case> MAX = bound(Double.POSITIVE_INFINITY, "max", 2);

  private static final List<Row> ROWS =
      List.of(
          // Activations
          new Row(
                  "Relu",
                  "relu",
                  map(
                      MapOp.RELU,
                      c -> Activations::relu,
                      fromInput(ZipOp.RELU_GRADIENT, c -> ActivationGradients::relu)))
              .signedZeros()
              .onnxError(0),
          new Row(
              "Sigmoid",
              "sigmoid",
              map(
                  MapOp.SIGMOID,
                  c -> Activations::sigmoid,
                  fromOutput(
                      ZipOp.SIGMOID_GRADIENT,
                      c -> ActivationGradients::sigmoid,
                      MapOp.SIGMOID,
                      y -> 1 - 2 * y))),
          new Row(
                  "Tanh",
                  "tanh",
                  map(
                      MapOp.TANH,
                      c -> Activations::tanh,
                      fromOutput(
                          ZipOp.TANH_GRADIENT,
                          c -> ActivationGradients::tanh,
                          MapOp.TANH,
                          y -> 2 * y)))
              .signedZeros(),
          new Row(
              "Exp",
              "exp",
              map(
                  MapOp.EXP,
                  c -> Activations::exp,
                  fromOutput(
                      ZipOp.EXP_GRADIENT, c -> ActivationGradients::exp, MapOp.EXP, y -> 1))),
          new Row(
                  null,
                  "expm1",
                  map(
                      MapOp.EXPM1,
                      c -> Activations::expm1,
                      fromOutput(
                          ZipOp.EXPM1_GRADIENT,
                          c -> ActivationGradients::expm1,
                          MapOp.EXPM1,
                          y -> 1)))
              .signedZeros(),
          new Row(
              "Celu",
              "celu",
              map(
                  MapOp.CELU,
                  mapWith(Activations::celu, ALPHA),
                  fromInput(ZipOp.CELU_GRADIENT, zipWith(ActivationGradients::celu, ALPHA)))),
          new Row(
                  "Clip",
                  "clip",
                  map(
                      MapOp.CLIP,
                      mapWith(Activations::clip, MIN, MAX),
                      fromInput(ZipOp.CLIP_GRADIENT, zipWith(ActivationGradients::clip, MIN, MAX))))
              .onnxError(0),
          new Row(
                  "Elu",
                  "elu",
                  map(
                      MapOp.ELU,
                      mapWith(Activations::elu, ALPHA),
                      fromInput(ZipOp.ELU_GRADIENT, zipWith(ActivationGradients::elu, ALPHA))))
              .onnxError(2.5e-6),
          new Row(
                  "Erf",
                  "erf",
                  map(
                      MapOp.ERF,
                      c -> Activations::erf,
                      fromInput(ZipOp.ERF_GRADIENT, c -> ActivationGradients::erf)))
              .signedZeros(),
          new Row(
              "Gelu",
              "gelu",
              either(
                  c -> c.text("none", "approximate").equals("tanh"),
                  map(
                      MapOp.GELU_TANH,
                      c -> Activations::geluTanh,
                      fromInput(ZipOp.GELU_TANH_GRADIENT, c -> ActivationGradients::geluTanh)),
                  map(
                      MapOp.GELU,
                      c -> Activations::gelu,
                      fromInput(ZipOp.GELU_GRADIENT, c -> ActivationGradients::gelu)))),
          new Row(
                  "HardSigmoid",
                  null,
                  map(
                      MapOp.HARD_SIGMOID_LINEAR,
                      mapWith(
                          Activations::hardSigmoidLinear,
                          attribute(0.2, "alpha"),
                          attribute(0.5, "beta")),
                      fromInput(
                          ZipOp.HARD_SIGMOID_LINEAR_GRADIENT,
                          zipWith(
                              ActivationGradients::hardSigmoidLinear,
                              attribute(0.2, "alpha"),
                              attribute(0.5, "beta")))))
              .onnxError(2.5e-6),
          new Row(
              null,
              "hardsigmoid",
              map(
                  MapOp.HARD_SIGMOID,
                  c -> Activations::hardSigmoid,
                  // PyTorch multiplies by a rounded 1/6.
                  fromInput(
                      ZipOp.HARD_SIGMOID_GRADIENT,
                      c -> ActivationGradients::hardSigmoid,
                      (c, x) -> Math.abs((1 / 6f) / (1 / 6.0) - 1)))),
          new Row(
              "HardSwish",
              "hardswish",
              map(
                  MapOp.HARD_SWISH,
                  c -> Activations::hardSwish,
                  fromInput(ZipOp.HARD_SWISH_GRADIENT, c -> ActivationGradients::hardSwish))),
          new Row(
              null,
              "hardtanh",
              map(
                  MapOp.HARDTANH,
                  mapWith(Activations::hardtanh, attribute(-1, "min_val"), attribute(1, "max_val")),
                  fromInput(
                      ZipOp.HARDTANH_GRADIENT,
                      zipWith(
                          ActivationGradients::hardtanh,
                          attribute(-1, "min_val"),
                          attribute(1, "max_val"))))),
          new Row(
                  "LeakyRelu",
                  "leaky_relu",
                  map(
                      MapOp.LEAKY_RELU,
                      mapWith(Activations::leakyRelu, SLOPE),
                      Rounding.ofFactor(SLOPE),
                      fromInput(
                          ZipOp.LEAKY_RELU_GRADIENT,
                          zipWith(ActivationGradients::leakyRelu, SLOPE),
                          Rounding.ofFactor(SLOPE))))
              .signedZeros()
              .onnxError(1e-7),
          new Row(
              "Log",
              "log",
              map(
                  MapOp.LOG,
                  c -> Activations::log,
                  fromInput(ZipOp.LOG_GRADIENT, c -> ActivationGradients::log))),
          new Row(
                  null,
                  "log1p",
                  map(
                      MapOp.LOG1P,
                      c -> Activations::log1p,
                      fromInput(ZipOp.LOG1P_GRADIENT, c -> ActivationGradients::log1p)))
              .signedZeros(),
          new Row(
              null,
              "logsigmoid",
              map(
                  MapOp.LOG_SIGMOID,
                  c -> Activations::logSigmoid,
                  fromInput(ZipOp.LOG_SIGMOID_GRADIENT, c -> ActivationGradients::logSigmoid))),
          new Row(
              "Mish",
              "mish",
              map(
                  MapOp.MISH,
                  c -> Activations::mish,
                  fromInput(ZipOp.MISH_GRADIENT, c -> ActivationGradients::mish))),
          new Row("PRelu", "prelu", Adapters::prelu).onnxError(1e-7),
          new Row(
              null,
              "relu6",
              map(
                  MapOp.RELU6,
                  c -> Activations::relu6,
                  fromInput(ZipOp.RELU6_GRADIENT, c -> ActivationGradients::relu6))),
          new Row(
                  "Selu",
                  "selu",
                  either(
                      c -> Math.abs(c.number(1.6732632, "alpha") - 1.6732632) > 1e-6,
                      GateAdapter::scaledElu,
                      map(
                          MapOp.SELU,
                          c -> Activations::selu,
                          fromInput(ZipOp.SELU_GRADIENT, c -> ActivationGradients::selu))))
              .onnxError(2.5e-6),
          new Row(
              null,
              "silu",
              map(
                  MapOp.SILU,
                  c -> Activations::silu,
                  fromInput(ZipOp.SILU_GRADIENT, c -> ActivationGradients::silu))),
          new Row(
              "Softplus",
              "softplus",
              map(
                  MapOp.SOFTPLUS,
                  mapWith(
                      Activations::softplus,
                      attribute(1, "beta"),
                      attribute(Double.POSITIVE_INFINITY, "threshold")),
                  fromInput(
                      ZipOp.SOFTPLUS_GRADIENT,
                      zipWith(
                          ActivationGradients::softplus,
                          attribute(1, "beta"),
                          attribute(Double.POSITIVE_INFINITY, "threshold"))))),
          new Row(
                  "Softsign",
                  "softsign",
                  map(
                      MapOp.SOFTSIGN,
                      c -> Activations::softsign,
                      fromInput(ZipOp.SOFTSIGN_GRADIENT, c -> ActivationGradients::softsign)))
              .signedZeros(),
          new Row(
              "Swish",
              "swish",
              map(
                  MapOp.SWISH,
                  mapWith(Activations::swish, BETA),
                  Rounding.ofSteepness(BETA),
                  fromInput(ZipOp.SWISH_GRADIENT, zipWith(ActivationGradients::swish, BETA)))),
          new Row(
                  "ThresholdedRelu",
                  null,
                  map(
                      MapOp.THRESHOLDED_RELU,
                      mapWith(Activations::thresholdedRelu, ALPHA),
                      fromInput(
                          ZipOp.THRESHOLDED_RELU_GRADIENT,
                          zipWith(ActivationGradients::thresholdedRelu, ALPHA))))
              .onnxError(0),
          // Gates and fusions
          new Row(null, "bias_act", GateAdapter::biased),
          new Row(null, "geglu", GateAdapter.of("gelu")),
          new Row(null, "glu", GateAdapter::glu),
          new Row(null, "glu_packed", GateAdapter::gluPacked),
          new Row(null, "reglu", GateAdapter.of("relu")),
          new Row("SwiGLU", "swiglu", GateAdapter.of("swish")),
          // Softmax and its kin
          new Row("Softmax", "softmax", Adapters::softmax),
          new Row("LogSoftmax", "log_softmax", Adapters::logSoftmax),
          new Row("ReduceLogSumExp", "logsumexp", Adapters::logSumExp),
          new Row(null, "softmax_masked", SoftmaxAdapter::masked),
          new Row(null, "softmax_sink", SoftmaxAdapter::sink),
          // Losses
          new Row("SoftmaxCrossEntropyLoss", "cross_entropy", CrossEntropyAdapter::run),
          new Row("NegativeLogLikelihoodLoss", "nll_loss", NegativeLogLikelihoodAdapter::run),
          new Row(null, "bce", LossAdapter.of(c -> Loss.binaryCrossEntropy())),
          new Row(
              null, "bce_with_logits", LossAdapter.of(c -> Loss.binaryCrossEntropyWithLogits())),
          new Row(null, "categorical_cross_entropy_probs", LossAdapter::categorical),
          new Row(null, "huber", LossAdapter.of(c -> Loss.huber((float) c.number(1, "delta")))),
          new Row(null, "l1", LossAdapter.of(c -> Loss.l1())),
          new Row(null, "mse", LossAdapter.of(c -> Loss.mse())),
          new Row(
              null, "smooth_l1", LossAdapter.of(c -> Loss.smoothL1((float) c.number(1, "beta")))));

  private static final List<OwnRule> OWN_RULES =
      List.of(
          // log(1 + exp(0.5)), as with the label 1; PyTorch says NaN.
          new OwnRule(
              "edge_ce_neg_inf_soft_zero_prob",
              "loss",
              0.9740769841801067,
              "a target of 0 on a logit of -inf contributes 0, not NaN"),
          new OwnRule(
              "edge_ce_zero_weight_mean",
              "dlogits",
              0,
              "a mean over rows of no weight has gradient 0, not NaN"));

  private Coverage() {}

  /** The row for a case. */
  static Row row(Case c) {
    return ROWS.stream()
        .filter(row -> row.isFor(c))
        .findFirst()
        .orElseThrow(() -> new AssertionError(c + ": no row for the operator " + c.operator()));
  }

  /** The library's own rule for an output, or null. */
  static OwnRule ownRule(Case c, String output) {
    return OWN_RULES.stream()
        .filter(rule -> c.suite() == Suite.TORCH)
        .filter(rule -> rule.caseName().equals(c.name()) && rule.output().equals(output))
        .findFirst()
        .orElse(null);
  }
}
