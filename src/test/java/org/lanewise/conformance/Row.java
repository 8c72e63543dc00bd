package org.lanewise.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One operator in the table {@link Coverage}: its names in the two suites, how to call the library,
 * and the cases that the library cannot express.
 */
final class Row {

  /** What the library does not have begins with this, in reasons. */
  static final String MISSING = "not in the library yet: ";

  private static final Set<String> FLOATS = Set.of("float16", "float32", "float64");

  /** What most outputs of ONNX are off themselves, relatively: they were computed in float32. */
  private static final double ONNX_ERROR = 3e-7;

  /** What the outputs of PyTorch are off themselves, relatively: they were computed in float64. */
  private static final double TORCH_ERROR = 3e-14;

  private record Gap(String what, Predicate<Case> in) {}

  private final String onnx;
  private final String torch;
  private final Adapter adapter;
  private final List<Gap> gaps = new ArrayList<>();
  private boolean signedZeros;
  private double onnxError = ONNX_ERROR;

  /**
   * A row.
   *
   * @param onnx the operator's name in ONNX; null if it has none
   * @param torch its name among PyTorch's vectors; null if it has none
   * @param adapter how to call the library; null if the library does not have the operator
   */
  Row(String onnx, String torch, Adapter adapter) {
    this.onnx = onnx;
    this.torch = torch;
    this.adapter = adapter;
  }

  /** Says that the sign of a zero result is compared. */
  Row signedZeros() {
    signedZeros = true;
    return this;
  }

  /** Sets what ONNX' outputs are off themselves, relatively, where it is not the usual. */
  Row onnxError(double relative) {
    onnxError = relative;
    return this;
  }

  /** Says what the library cannot express, and in which cases that is asked for. */
  Row without(String what, Predicate<Case> in) {
    gaps.add(new Gap(what, in));
    return this;
  }

  boolean isFor(Case c) {
    return c.operator().equals(c.suite() == Suite.ONNX ? onnx : torch);
  }

  boolean hasSignedZeros() {
    return signedZeros;
  }

  Adapter adapter() {
    return adapter;
  }

  /** Why a case cannot be run; null if it can. */
  String whyNot(Case c) {
    String type = c.inputs().getFirst().type();
    if (!FLOATS.contains(type)) {
      return "does not apply: elements of type " + type;
    }
    if (adapter == null) {
      return MISSING + "the operator";
    }
    List<String> missing = gaps.stream().filter(g -> g.in().test(c)).map(Gap::what).toList();
    return missing.isEmpty() ? null : MISSING + String.join(", ", missing);
  }

  /** The library's promise and what the stored outputs are off themselves. */
  Tolerance withStoredError(Suite suite, Tolerance promised) {
    return promised.plusRelative(suite == Suite.ONNX ? onnxError : TORCH_ERROR);
  }
}
