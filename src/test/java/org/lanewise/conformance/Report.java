package org.lanewise.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was run, what was skipped and why, and how far the results were off. */
final class Report {

  private static final int WIDTH = 100;

  private static final class Counts {
    int run;
    int skipped;
  }

  private final Map<Suite, Counts> counts = new EnumMap<>(Suite.class);

  /** How many cases, by reason and operator. */
  private final Map<String, Map<String, Integer>> reasons = new TreeMap<>();

  /** How many outputs were left out of cases that ran, by reason and operator. */
  private final Map<String, Map<String, Integer>> leftOut = new TreeMap<>();

  private final List<String> skipped = new ArrayList<>();
  private final List<String> ownRules = new ArrayList<>();
  private final Map<String, Outputs.Deviation> deviations = new LinkedHashMap<>();

  int run(Suite suite) {
    return counts(suite).run;
  }

  int total(Suite suite) {
    return counts(suite).run + counts(suite).skipped;
  }

  private Counts counts(Suite suite) {
    return counts.computeIfAbsent(suite, s -> new Counts());
  }

  void skipped(Case c, String reason) {
    counts(c.suite()).skipped++;
    count(reasons, reason, c.operator());
    skipped.add(c + ": " + reason);
  }

  /** A case that ran, whether it passed or not. */
  void ran(Case c, Outputs outputs) {
    counts(c.suite()).run++;
    outputs.leftOut().forEach((name, reason) -> count(leftOut, name + ": " + reason, c.operator()));
    outputs
        .deviations()
        .forEach(
            (name, deviation) -> {
              boolean first = name.equals(c.outputs().getFirst().name());
              deviations.merge(
                  String.format(
                      "%-5s  %-24s  %-8s", c.suite(), c.operator(), first ? "result" : name),
                  deviation,
                  Outputs.Deviation::orMore);
              OwnRule rule = Coverage.ownRule(c, name);
              if (rule != null) {
                ownRules.add(c + ", " + name + ": " + rule.why());
              }
            });
  }

  private static void count(Map<String, Map<String, Integer>> table, String key, String operator) {
    table.computeIfAbsent(key, k -> new TreeMap<>()).merge(operator, 1, Integer::sum);
  }

  /** One line. */
  String headline() {
    return String.format(
        "conformance: onnx %d of %d run, %d skipped; torch %d of %d run, %d skipped",
        run(Suite.ONNX),
        total(Suite.ONNX),
        total(Suite.ONNX) - run(Suite.ONNX),
        run(Suite.TORCH),
        total(Suite.TORCH),
        total(Suite.TORCH) - run(Suite.TORCH));
  }

  /** Tables of what was skipped, left out or judged by a rule of our own. */
  String summary() {
    StringBuilder text = new StringBuilder();
    table(text, "cases skipped, by reason", reasons);
    table(text, "outputs left out of cases that ran, by reason", leftOut);
    list(text, "outputs with a rule of our own", ownRules);
    return text.toString();
  }

  /** The largest errors, and each skipped case. */
  String details() {
    StringBuilder text = new StringBuilder();
    text.append(
        "\nlargest errors: as a share of the tolerance, and in ULP where that says something\n");
    deviations.forEach(
        (output, most) -> {
          text.append(String.format(Locale.ROOT, "  %s  %6.3f", output, most.share()));
          // Far more where an absolute floor is what is allowed.
          if (most.ulps() < 100) {
            text.append(String.format(Locale.ROOT, "  %6.3f ULP", most.ulps()));
          }
          text.append('\n');
        });
    list(text, "skipped cases", skipped);
    return text.toString();
  }

  private static void table(
      StringBuilder text, String title, Map<String, Map<String, Integer>> table) {
    if (!table.isEmpty()) {
      text.append('\n').append(title).append('\n');
    }
    table.forEach(
        (reason, operators) -> {
          int sum = operators.values().stream().mapToInt(Integer::intValue).sum();
          text.append(String.format("  %4d  %s", sum, reason));
          int column = WIDTH; // the operators begin on a line of their own
          for (Map.Entry<String, Integer> operator : operators.entrySet()) {
            String item = operator.getKey() + " " + operator.getValue() + "  ";
            if (column + item.length() > WIDTH) {
              text.append("\n          ");
              column = 10;
            }
            text.append(item);
            column += item.length();
          }
          text.append('\n');
        });
  }

  private static void list(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append('\n').append(title).append('\n');
    }
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
  }
}
