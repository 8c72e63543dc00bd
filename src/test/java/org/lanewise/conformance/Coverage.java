package org.lanewise.conformance;

import static org.lanewise.conformance.Adapters.fromInput;
import static org.lanewise.conformance.Adapters.fromOutput;
import static org.lanewise.conformance.Adapters.map;

import java.util.List;
import org.lanewise.ActivationGradients;
import org.lanewise.Activations;
import org.lanewise.internal.MapOp;
import org.lanewise.internal.ZipOp;

/**
 * What of the test vectors the library covers: one row for each operator. An operator that comes
 * into the library gets its adapter here, and the numbers below go up.
 */
final class Coverage {

  /** How many cases there were, and how many of them ran, when this was written: never fewer. */
  static final int ONNX_CASES = 93;

  static final int ONNX_RUN = 23;
  static final int TORCH_CASES = 759;
  static final int TORCH_RUN = 219;

  /** For operators that the library does not have. */
  private static final Adapter NONE = null;

  private static final String STRIDED = "an axis whose elements are not contiguous";

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
          new Row("Exp", "exp", map(MapOp.EXP, c -> Activations::exp)),
          new Row(null, "expm1", map(MapOp.EXPM1, c -> Activations::expm1)).signedZeros(),
          new Row("Celu", "celu", NONE),
          new Row("Clip", "clip", NONE).onnxError(0),
          new Row("Elu", "elu", NONE).onnxError(2.5e-6),
          new Row("Erf", "erf", NONE).signedZeros(),
          new Row("Gelu", "gelu", NONE),
          new Row("HardSigmoid", "hardsigmoid", NONE).onnxError(2.5e-6),
          new Row("HardSwish", "hardswish", NONE),
          new Row(null, "hardtanh", NONE),
          new Row("LeakyRelu", "leaky_relu", NONE).signedZeros().onnxError(1e-7),
          new Row("Log", "log", NONE),
          new Row(null, "log1p", NONE).signedZeros(),
          new Row(null, "logsigmoid", NONE),
          new Row("Mish", "mish", NONE),
          new Row("PRelu", "prelu", NONE).onnxError(1e-7),
          new Row(null, "relu6", NONE),
          new Row("Selu", "selu", NONE).onnxError(2.5e-6),
          new Row(null, "silu", NONE),
          new Row("Softplus", "softplus", NONE),
          new Row("Softsign", "softsign", NONE).signedZeros(),
          new Row("Swish", "swish", NONE),
          new Row("ThresholdedRelu", null, NONE).onnxError(0),
          // Gates and fusions
          new Row(null, "bias_act", NONE),
          new Row(null, "geglu", NONE),
          new Row(null, "glu", NONE),
          new Row(null, "glu_packed", NONE),
          new Row(null, "reglu", NONE),
          new Row("SwiGLU", "swiglu", NONE),
          // Softmax and its kin
          new Row("Softmax", "softmax", Adapters::softmax)
              .without(STRIDED, c -> !Adapters.areRows(c)),
          new Row("LogSoftmax", "log_softmax", Adapters::logSoftmax)
              .without(STRIDED, c -> !Adapters.areRows(c)),
          new Row("ReduceLogSumExp", "logsumexp", Adapters::logSumExp)
              .without(STRIDED, c -> !Adapters.areRows(c)),
          new Row(null, "softmax_masked", NONE),
          new Row(null, "softmax_sink", NONE),
          // Losses
          new Row("SoftmaxCrossEntropyLoss", "cross_entropy", CrossEntropyAdapter::run)
              .without("class weights", c -> c.hasInput("weight", 2))
              .without("label smoothing", c -> c.number(0, "label_smoothing") != 0)
              .without("z-loss", c -> c.has("z_loss"))
              .without("soft-cap", c -> c.has("softcap"))
              .without("dimensions behind the classes", c -> c.input(0).rank() > 2),
          new Row("NegativeLogLikelihoodLoss", "nll_loss", NONE),
          new Row(null, "bce", NONE),
          new Row(null, "bce_with_logits", NONE),
          new Row(null, "categorical_cross_entropy_probs", NONE),
          new Row(null, "huber", NONE),
          new Row(null, "l1", NONE),
          new Row(null, "mse", NONE),
          new Row(null, "smooth_l1", NONE));

  private static final List<OwnRule> OWN_RULES =
      List.of(
          // log(1 + exp(0.5)), as with the label 1; PyTorch says NaN.
          new OwnRule(
              "edge_ce_neg_inf_soft_zero_prob",
              "loss",
              0.9740769841801067,
              "a target of 0 on a logit of -inf contributes 0, not NaN"));

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
