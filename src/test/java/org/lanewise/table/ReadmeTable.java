package org.lanewise.table;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lanewise.Gate;
import org.lanewise.internal.ActivationTable;
import org.lanewise.internal.ActivationTable.Parameter;
import org.lanewise.internal.ZipOp;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;
import org.lanewise.table.RowTable.Family;

/**
 * Writes the table of kernels in the README from the tables that the tests use, between two lines
 * that stay:
 *
 * <pre>{@code
 * scripts/readme.sh
 * }</pre>
 */
public final class ReadmeTable {

  /** What brings the README up to date. */
  public static final String COMMAND = "scripts/readme.sh";

  private static final String BEGIN = "<!-- kernels -->\n";
  private static final String END = "<!-- /kernels -->\n";

  private static final String NOTES =
      """
      Activations are calls of their own for arrays and segments, and values (`Activation`) that also add a bias
      to each row: `f(x + bias)`, with the error of f at the rounded sum. `Gate.of` makes a gate of any of them.
      Softmax and its kin take rows, with row stride, or any axis, and with options scale, soft-cap, masks, a causal
      limit and sinks. Softmax-cross-entropy gives loss, gradient or both, with reductions, an ignore index,
      weights of classes and rows, label smoothing, z-loss and soft-cap, with the classes on the last axis or on
      axis 1; a loss with smoothing or soft-cap is within 4 ULP or 1e-7.

      "ULP of max(dy, dx)" counts in the last place of the larger of the two, because the derivative crosses
      zero; gradients of losses are meant before factors and weights. The bounds of activations' gradients hold for
      any dy: over all floats the derivative alone is measured, in 2^-24ths, and half a ULP added for its product
      with dy. Where the derivative is a subnormal float, a ULP counts as at least |dy| times the least float.
      They hold for all parameters that a kernel takes (`elu`: an alpha of 0, or from 2^-100 to 2^32 in size;
      `softplus`: a beta from 2^-100 on): measured with two sets on all floats, and tested with sizes from 1e-37
      to 3e38 on a sample.
      """;

  private static final String ERRORS =
      "\"Measured\" is the largest error found (`scripts/figures.sh errors`): HOW; in ULP as the bound"
          + " counts them, or in % of the bound where that is not in ULP alone; gradients of gates in ULP"
          + " of dy·value where that is larger. `applyWithBias` is measured with `gelu`.";

  private static final String SWEPT =
      "of activations on all 2^32 floats, of their gradients on all floats with dy = √3 and on a"
          + " sample with others, of the rest on samples";

  private static final String SAMPLED = "on samples of all exponents and all thresholds";

  private static final String TIMES =
      "\"× naive\" says how many times longer the loop takes that engines write today, with one"
          + " `Math.exp` or the like per element; \"× best peer\" the same of the fastest of other"
          + " libraries (below 1 it is faster than this one). Gradients of losses and cross-entropy"
          + " are loss and gradient in one call, those of gates both gradients.";

  private static final double ROUNDING = 0.5;

  /** Characters in a line of text. */
  private static final int LINE = 110;

  private ReadmeTable() {}

  /** The README as it should be. */
  public static String update(String readme) {
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("no " + BEGIN.strip() + " before " + END.strip());
    }
    return readme.substring(0, begin + BEGIN.length()) + table() + readme.substring(end);
  }

  /** A kernel as the tables show it; an empty bound of the gradient says that there is none. */
  private record Line(
      String kernel, String formula, String measured, String forward, String gradient) {

    String measuredGradient() {
      return measured.replaceFirst("Loss$", "") + "Gradient";
    }
  }

  private static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (MapCase map : KernelTable.MAPS) {
      String gradient =
          KernelTable.ZIPS.stream()
              .filter(zip -> zip.name().equals(map.name()))
              .map(ZipCase::op)
              .map(ReadmeTable::bound)
              .collect(Collectors.joining());
      lines.add(
          new Line(
              code(map.name()) + parameters(map),
              map.formula(),
              map.name(),
              ulp(map.op().ulp()),
              gradient));
    }
    String exact = ulp(ROUNDING);
    lines.add(
        new Line(code("Activation.applyWithBias"), "f(x + bias)", "geluWithBias", "as f", "as f"));
    lines.add(
        new Line(code("PRelu.apply"), "x < 0 ? slope·x : x, slopes learnt", "prelu", exact, exact));
    for (String[] gate : gates()) {
      String bound = "as " + code(gate[1]) + ", and a rounding";
      lines.add(
          new Line(
              code("Gate." + gate[0]), gate[1] + "(gate)·value", camelCase(gate[0]), bound, bound));
    }
    for (Family family : RowTable.FAMILIES) {
      boolean gradient =
          RowTable.ROWS.stream()
              .anyMatch(r -> r.name().matches(family.rows()) && r.name().contains("radient"));
      lines.add(
          new Line(
              code(family.name()),
              family.formula(),
              MEASURED.get(family.name()),
              family.forward(),
              gradient ? family.gradient() : ""));
    }
    for (LossTable loss : LossTable.values()) {
      String gradient = ulp(loss.gradientUlp()) + (loss.gradientOfOne() ? " of 1" : "");
      lines.add(
          new Line(
              code("Loss." + loss.method()),
              loss.formula(),
              loss.method(),
              ulp(loss.ulp()),
              gradient));
    }
    lines.add(
        new Line(
            code("NegativeLogLikelihood"),
            "−w[label]·log p[label]",
            "negativeLogLikelihood",
            exact,
            exact));
    lines.add(
        new Line(
            code("CategoricalCrossEntropy"),
            "−Σ t·log p",
            "categoricalCrossEntropy",
            ulp(4),
            ulp(3)));
    return lines;
  }

  /** All kernels of the table, as benchmarks call them. */
  static Set<String> measured() {
    return lines().stream()
        .flatMap(line -> Stream.of(line.measured, line.measuredGradient()))
        .collect(Collectors.toSet());
  }

  /** What benchmarks call the families; a gradient has {@code Gradient} behind it. */
  private static final Map<String, String> MEASURED =
      Map.of(
          "Softmax.softmax", "softmax",
          "Softmax.logSoftmax", "logSoftmax",
          "Softmax.logSumExp", "logSumExp",
          "SoftmaxCrossEntropy, labels", "crossEntropyLoss",
          "SoftmaxCrossEntropy, distributions", "denseCrossEntropyLoss");

  private static String table() {
    ReadmeFigures errors = ReadmeFigures.of("errors");
    ReadmeFigures times = ReadmeFigures.of("times");
    ReadmeFigures peers = ReadmeFigures.of("peers");
    List<String> text = new ArrayList<>();
    text.add("| kernel | formula | error at most | measured | gradient's at most | measured |");
    text.add("|---|---|---|---:|---|---:|");
    for (Line line : lines()) {
      boolean gradient = !line.gradient.isEmpty();
      text.add(
          row(
              line.kernel,
              code(line.formula.replace("|", "\\|")),
              line.forward,
              errors.error(line.measured),
              gradient ? line.gradient : "no gradient",
              gradient ? errors.error(line.measuredGradient()) : ReadmeFigures.NONE));
    }
    text.add("");
    text.add(NOTES.strip());
    text.add("");
    text.add(wrapped(ERRORS.replace("HOW", errors.isSwept("relu") ? SWEPT : SAMPLED)));
    if (times.isEmpty()) {
      return String.join("\n", text) + "\n";
    }
    text.add("");
    text.add(wrapped(caption(times, peers)));
    text.add("");
    text.add("| kernel | ns | × naive | × best peer | gradient, ns | × naive | × best peer |");
    text.add("|---|---:|---:|---:|---:|---:|---:|");
    for (Line line : lines()) {
      text.add(
          row(
              line.kernel.replaceFirst(" \\(.*", ""),
              times.nanos(line.measured),
              times.overNaive(line.measured),
              peers.peer(line.measured),
              times.nanos(line.measuredGradient()),
              times.overNaive(line.measuredGradient()),
              peers.peer(line.measuredGradient())));
    }
    return String.join("\n", text) + "\n";
  }

  private static String caption(ReadmeFigures times, ReadmeFigures peers) {
    String text =
        "Times in ns per element, one thread, on %s, %s bits, JDK %s, %s: `%s`. %s"
            .formatted(
                times.fact("cpu"),
                times.fact("bits"),
                times.fact("jdk"),
                times.fact("date"),
                times.fact("command"),
                TIMES);
    return peers.isEmpty()
        ? text
        : text
            + " Best peers as of %s, on %s: `%s`."
                .formatted(peers.fact("date"), peers.fact("cpu"), peers.fact("command"));
  }

  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int length = 0;
    for (String word : text.split(" ", -1)) {
      boolean full = length + word.length() >= LINE;
      lines.append(length == 0 ? "" : full ? "\n" : " ").append(word);
      length = full || length == 0 ? word.length() : length + 1 + word.length();
    }
    return lines.toString();
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** GEGLU_TANH as gegluTanh. */
  private static String camelCase(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String parameters(MapCase map) {
    List<Parameter> parameters = ActivationTable.of(map.op()).parameters();
    return parameters.isEmpty()
        ? ""
        : parameters.stream().map(Parameter::name).collect(Collectors.joining(", ", " (", ")"));
  }

  private static String ulp(double ulp) {
    return ulp == 0 ? "exact" : (ulp + " ULP").replace(".0 ", " ");
  }

  private static String bound(ZipOp op) {
    return ulp(op.ulp()) + (op.crossesZero() ? " of max(dy, dx)" : "");
  }

  /** The gates with names: those, and the names of their activations. */
  private static List<String[]> gates() {
    return Arrays.stream(Gate.class.getDeclaredFields())
        .filter(f -> f.getType() == Gate.class && Modifier.isPublic(f.getModifiers()))
        .map(
            field -> {
              try {
                String activation = field.get(null).toString().replace("gate of ", "");
                return new String[] {field.getName(), activation};
              } catch (IllegalAccessException e) {
                throw new IllegalAccessError(field.toString());
              }
            })
        .toList();
  }

  /** Rewrites the table in a file. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: ReadmeTable FILE");
      System.exit(2);
    }
    Path file = Path.of(arguments[0]);
    Files.writeString(file, update(Files.readString(file)));
  }
}
