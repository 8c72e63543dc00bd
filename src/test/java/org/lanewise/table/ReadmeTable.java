package org.lanewise.table;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
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
      with dy.
      """;

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

  private static String table() {
    List<String> lines = new ArrayList<>();
    lines.add("| kernel | formula | error, forward | gradient | error, gradient |");
    lines.add("|---|---|---|---|---|");
    for (MapCase map : KernelTable.MAPS) {
      String gradient =
          KernelTable.ZIPS.stream()
              .filter(zip -> zip.name().equals(map.name()))
              .map(ZipCase::op)
              .map(ReadmeTable::bound)
              .collect(Collectors.joining());
      lines.add(
          line(code(map.name()) + parameters(map), map.formula(), ulp(map.op().ulp()), gradient));
    }
    lines.add(line(code("PRelu.apply"), "x < 0 ? slope·x : x, slopes learnt", ulp(0.5), ulp(0.5)));
    for (String[] gate : gates()) {
      String bound = "as " + code(gate[1]) + ", and a rounding";
      lines.add(line(code(gate[0]), gate[1] + "(gate)·value", bound, bound));
    }
    for (Family family : RowTable.FAMILIES) {
      boolean gradient =
          RowTable.ROWS.stream()
              .anyMatch(r -> r.name().matches(family.rows()) && r.name().contains("radient"));
      lines.add(
          line(
              code(family.name()),
              family.formula(),
              family.forward(),
              gradient ? family.gradient() : ""));
    }
    for (LossTable loss : LossTable.values()) {
      String gradient = ulp(loss.gradientUlp()) + (loss.gradientOfOne() ? " of 1" : "");
      lines.add(line(code("Loss." + loss.method()), loss.formula(), ulp(loss.ulp()), gradient));
    }
    String exact = ulp(0.5);
    lines.add(line(code("NegativeLogLikelihood"), "−w[label]·log p[label]", exact, exact));
    lines.add(line(code("CategoricalCrossEntropy"), "−Σ t·log p", ulp(4), ulp(3)));
    return String.join("\n", lines) + "\n\n" + NOTES;
  }

  /** A line; an empty bound of the gradient says that there is none. */
  private static String line(String kernel, String formula, String forward, String gradient) {
    return "| "
        + String.join(
            " | ",
            kernel,
            code(formula.replace("|", "\\|")),
            forward,
            gradient.isEmpty() ? "no" : "yes",
            gradient.isEmpty() ? "-" : gradient)
        + " |";
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
                return new String[] {"Gate." + field.getName(), activation};
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
