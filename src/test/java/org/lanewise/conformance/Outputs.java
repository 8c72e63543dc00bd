package org.lanewise.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares results with the expected outputs of one case; at the end each output has to be compared
 * or left out with a reason.
 *
 * <p>NaN and infinities have to match, and the sign of a zero where the row of the operator says
 * so. Where an output comes with another rule's values (the limit at ±∞, zeros for a row without
 * entries), those are the library's rule, too, and stand in for it; a mask of defined values leaves
 * the others out.
 */
final class Outputs {

  private static final Set<String> OWN_RULES = Set.of("_limit", "_as_limit", "_zero_convention");
  private static final String DEFINED = "_defined";
  private static final int LISTED = 5;

  /**
   * The largest deviation of an output.
   *
   * @param ulps in ULP of the expected value
   * @param share of the tolerance; more than 1 is a failure
   */
  record Deviation(double ulps, double share) {

    static final Deviation NONE = new Deviation(0, 0);

    Deviation orMore(Deviation other) {
      return new Deviation(Math.max(ulps, other.ulps), Math.max(share, other.share));
    }
  }

  private final Case c;
  private final Row row;
  private final Set<String> open = new TreeSet<>();
  private final Map<String, String> leftOut = new LinkedHashMap<>();
  private final Map<String, Deviation> deviations = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  Outputs(Case c, Row row) {
    this.c = c;
    this.row = row;
    for (Case.Value output : c.outputs()) {
      if (!isCompanion(output.name())) {
        open.add(output.name());
      }
    }
  }

  /** The other rule's values, or the mask, of another output. */
  private boolean isCompanion(String name) {
    if (name.endsWith(DEFINED)) {
      return true;
    }
    return OWN_RULES.stream()
        .filter(name::endsWith)
        .anyMatch(rule -> c.output(name.substring(0, name.length() - rule.length())) != null);
  }

  /** Whether the case has this output. */
  boolean wants(String name) {
    return c.output(name) != null;
  }

  /** Compares the result of the forward call, which is the first output. */
  void first(float[] actual, Tolerance tolerance) {
    compare(c.outputs().getFirst().name(), actual, tolerance);
  }

  /** Compares the result of this name, if the case has it. */
  void named(String name, float[] actual, Tolerance tolerance) {
    if (wants(name)) {
      compare(name, actual, tolerance);
    }
  }

  /** Leaves out the output of this name, if the case has it. */
  void leaveOut(String name, String reason) {
    if (wants(name)) {
      open.remove(name);
      leftOut.put(name, reason);
    }
  }

  private void compare(String name, float[] actual, Tolerance promised) {
    open.remove(name);
    Case.Value output = c.output(name);
    double[] expected = expected(name);
    double[] defined = wants(name + DEFINED) ? c.output(name + DEFINED).read().values() : null;
    if (actual.length != expected.length) {
      failures.add(name + " has " + actual.length + " elements, not " + expected.length);
      return;
    }
    Tolerance tolerance = row.withStoredError(c.suite(), promised);
    Deviation most = Deviation.NONE;
    for (int i = 0; i < actual.length; i++) {
      if (defined == null || defined[i] != 0) {
        float rounded = round(actual[i], output.type());
        String where = name + "[" + i + "]";
        most = most.orMore(element(where, i, rounded, expected[i], output.type(), tolerance));
      }
    }
    deviations.merge(name, most, Deviation::orMore);
  }

  private double[] expected(String name) {
    OwnRule own = Coverage.ownRule(c, name);
    if (own != null) {
      double[] expected = new double[c.output(name).read().size()];
      Arrays.fill(expected, own.expected());
      return expected;
    }
    for (String rule : OWN_RULES) {
      if (wants(name + rule)) {
        return c.output(name + rule).read().values();
      }
    }
    return c.output(name).read().values();
  }

  private static float round(float value, String type) {
    return type.equals("float16") ? Float.float16ToFloat(Float.floatToFloat16(value)) : value;
  }

  private Deviation element(
      String where, int i, float actual, double expected, String type, Tolerance tolerance) {
    float nearest = (float) expected;
    if (!Float.isFinite(actual) || !Float.isFinite(nearest)) {
      // Float.compare holds NaN equal to NaN.
      return Float.compare(actual, nearest) == 0
          ? Deviation.NONE
          : fail(where, actual, expected, "");
    }
    if (row.hasSignedZeros()
        && actual == 0
        && nearest == 0
        && Float.compare(actual, nearest) != 0) {
      return fail(where, actual, expected, ", the sign of zero matters");
    }
    double error = Math.abs(actual - expected);
    double ulp = Tolerance.ulp(expected, type);
    double allowed = tolerance.at(i, expected, ulp);
    Deviation deviation = new Deviation(error / ulp, error == 0 ? 0 : error / allowed);
    if (!(error <= allowed)) {
      fail(
          where,
          actual,
          expected,
          String.format(Locale.ROOT, ", off by %.3g, allowed %.3g", error, allowed));
    }
    return deviation;
  }

  private Deviation fail(String where, float actual, double expected, String more) {
    failures.add(
        where
            + " is "
            + Float.toHexString(actual)
            + " ("
            + actual
            + "), expected "
            + Double.toHexString(expected)
            + " ("
            + expected
            + ")"
            + more);
    return new Deviation(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Throws if something did not match or was not looked at. */
  void finish() {
    for (String name : open) {
      failures.add(name + " is neither compared nor left out with a reason");
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(
          c
              + ", "
              + c.operator()
              + " "
              + c.attributes()
              + ": "
              + String.join("; ", failures.subList(0, Math.min(LISTED, failures.size())))
              + (failures.size() > LISTED ? "; and " + (failures.size() - LISTED) + " more" : ""));
    }
  }

  /** The outputs that were left out, with the reasons. */
  Map<String, String> leftOut() {
    return leftOut;
  }

  /** How far the outputs that were compared are off. */
  Map<String, Deviation> deviations() {
    return deviations;
  }
}
