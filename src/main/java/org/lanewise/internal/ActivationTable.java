package org.lanewise.internal;

import java.util.List;

/** The activations by name: a row for each map, with its names and parameters. */
public final class ActivationTable {

  /** The check of a parameter. */
  @FunctionalInterface
  public interface Check {
    /** Throws if the value is not allowed. */
    void run(String name, float value);
  }

  /**
   * A parameter of a map.
   *
   * @param name as the facade calls it
   * @param torch as PyTorch calls it
   * @param onnx the attribute of ONNX; null if there is none
   * @param value the value where none is given
   * @param onnxValue the value where none is given in ONNX
   * @param check what it has to be
   */
  public record Parameter(
      String name, String torch, String onnx, float value, float onnxValue, Check check) {}

  /**
   * A map.
   *
   * @param op the map
   * @param onnx its operator in ONNX; null if that depends on attributes, or there is none
   * @param names the names: that of the facade, PyTorch's, and those of engines
   * @param parameters its parameters, at most two
   */
  public record Row(MapOp op, String onnx, List<String> names, List<Parameter> parameters) {}

  /** All rows. */
  public static final List<Row> ROWS =
      List.of(
          new Row(MapOp.RELU, "Relu", List.of("relu"), List.of()),
          new Row(
              MapOp.LEAKY_RELU,
              "LeakyRelu",
              List.of("leakyRelu", "leaky_relu"),
              List.of(
                  new Parameter(
                      "slope", "negative_slope", "alpha", 0.01f, 0.01f, Parameters::finite))),
          new Row(MapOp.RELU6, null, List.of("relu6"), List.of()),
          new Row(
              MapOp.CLIP,
              "Clip",
              List.of("clip", "clamp"),
              List.of(
                  new Parameter(
                      "min",
                      "min",
                      "min",
                      Float.NEGATIVE_INFINITY,
                      -Float.MAX_VALUE,
                      Parameters::number),
                  new Parameter(
                      "max",
                      "max",
                      "max",
                      Float.POSITIVE_INFINITY,
                      Float.MAX_VALUE,
                      Parameters::number))),
          new Row(
              MapOp.HARDTANH,
              null,
              List.of("hardtanh", "hard_tanh"),
              List.of(
                  new Parameter("min", "min_val", null, -1f, -1f, Parameters::number),
                  new Parameter("max", "max_val", null, 1f, 1f, Parameters::number))),
          new Row(
              MapOp.THRESHOLDED_RELU,
              "ThresholdedRelu",
              List.of("thresholdedRelu", "thresholded_relu"),
              List.of(new Parameter("alpha", "alpha", "alpha", 1f, 1f, Parameters::number))),
          new Row(
              MapOp.ELU,
              "Elu",
              List.of("elu"),
              List.of(new Parameter("alpha", "alpha", "alpha", 1f, 1f, Parameters::zeroOrSmall))),
          new Row(MapOp.SELU, "Selu", List.of("selu"), List.of()),
          new Row(
              MapOp.CELU,
              "Celu",
              List.of("celu"),
              List.of(new Parameter("alpha", "alpha", "alpha", 1f, 1f, Parameters::narrow))),
          new Row(MapOp.SIGMOID, "Sigmoid", List.of("sigmoid", "logistic"), List.of()),
          new Row(
              MapOp.HARD_SIGMOID,
              null,
              List.of("hardSigmoid", "hardsigmoid", "hard_sigmoid"),
              List.of()),
          new Row(
              MapOp.HARD_SIGMOID_LINEAR,
              "HardSigmoid",
              List.of("hardSigmoidLinear", "hard_sigmoid_linear"),
              List.of(
                  new Parameter("slope", "slope", "alpha", 0.2f, 0.2f, Parameters::finite),
                  new Parameter("offset", "offset", "beta", 0.5f, 0.5f, Parameters::finite))),
          new Row(
              MapOp.LOG_SIGMOID,
              null,
              List.of("logSigmoid", "logsigmoid", "log_sigmoid"),
              List.of()),
          new Row(MapOp.TANH, "Tanh", List.of("tanh"), List.of()),
          new Row(MapOp.TANHSHRINK, null, List.of("tanhshrink"), List.of()),
          new Row(
              MapOp.SOFTSHRINK,
              null,
              List.of("softshrink"),
              List.of(new Parameter("lambda", "lambd", null, 0.5f, 0.5f, Parameters::notNegative))),
          new Row(
              MapOp.HARDSHRINK,
              null,
              List.of("hardshrink"),
              List.of(new Parameter("lambda", "lambd", null, 0.5f, 0.5f, Parameters::notNegative))),
          new Row(
              MapOp.SOFTPLUS,
              "Softplus",
              List.of("softplus"),
              List.of(
                  new Parameter("beta", "beta", null, 1f, 1f, Parameters::notTiny),
                  new Parameter(
                      "threshold",
                      "threshold",
                      null,
                      20f,
                      Float.POSITIVE_INFINITY,
                      Parameters::number))),
          new Row(MapOp.SOFTSIGN, "Softsign", List.of("softsign"), List.of()),
          new Row(MapOp.GELU, "Gelu", List.of("gelu", "gelu_erf", "gelu_none"), List.of()),
          new Row(
              MapOp.GELU_TANH,
              null,
              List.of("geluTanh", "gelu_tanh", "gelu_new", "gelu_pytorch_tanh"),
              List.of()),
          new Row(
              MapOp.QUICK_GELU, null, List.of("quickGelu", "quick_gelu", "gelu_quick"), List.of()),
          new Row(MapOp.SILU, null, List.of("silu"), List.of()),
          new Row(
              MapOp.SWISH,
              "Swish",
              List.of("swish"),
              List.of(new Parameter("beta", "beta", "alpha", 1f, 1f, Parameters::zeroOrModerate))),
          new Row(
              MapOp.HARD_SWISH,
              "HardSwish",
              List.of("hardSwish", "hardswish", "hard_swish"),
              List.of()),
          new Row(MapOp.MISH, "Mish", List.of("mish"), List.of()),
          new Row(MapOp.EXP, "Exp", List.of("exp"), List.of()),
          new Row(MapOp.EXPM1, null, List.of("expm1"), List.of()),
          new Row(MapOp.LOG, "Log", List.of("log"), List.of()),
          new Row(MapOp.LOG1P, null, List.of("log1p"), List.of()),
          new Row(MapOp.ERF, "Erf", List.of("erf"), List.of()),
          new Row(
              MapOp.SCALE,
              null,
              List.of("scale"),
              List.of(new Parameter("factor", "factor", null, 1f, 1f, Parameters::finite))),
          new Row(
              MapOp.SOFT_CAP,
              null,
              List.of("softCap", "soft_cap", "softcap"),
              List.of(new Parameter("cap", "cap", null, 30f, 30f, Parameters::moderate))));

  private ActivationTable() {}

  /** The row of a map. */
  public static Row of(MapOp op) {
    return ROWS.stream().filter(row -> row.op() == op).findFirst().orElseThrow();
  }
}
