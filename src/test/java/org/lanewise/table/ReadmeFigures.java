package org.lanewise.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What was measured of kernels, by the names that benchmarks call them: committed files in {@code
 * src/test/resources/table}, which {@code scripts/figures.sh} writes.
 */
final class ReadmeFigures {

  /** Of a kernel that was not measured. */
  static final String NONE = "-";

  private static final int TENFOLD = 10;
  private static final int HUNDREDFOLD = 100;

  private final Map<String, String> facts = new HashMap<>();
  private final Map<String, String[]> lines = new HashMap<>();

  private ReadmeFigures() {}

  /** The figures in a file; none if there is no such file. */
  static ReadmeFigures of(String name) {
    try (InputStream in = ReadmeFigures.class.getResourceAsStream("/table/" + name + ".txt")) {
      return in == null
          ? new ReadmeFigures()
          : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines such as {@code # date: 2026-01-31} and {@code kernel figure figure}. */
  static ReadmeFigures parse(String text) {
    ReadmeFigures figures = new ReadmeFigures();
    for (String line : text.lines().toList()) {
      if (line.startsWith("# ")) {
        int colon = line.indexOf(": ");
        figures.facts.put(line.substring(2, colon), line.substring(colon + 2));
      } else if (!line.isBlank()) {
        String[] words = line.split(" ", -1);
        figures.lines.put(words[0], words);
      }
    }
    return figures;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The kernels that were measured. */
  Set<String> kernels() {
    return lines.keySet();
  }

  /** What a file says of its run. */
  String fact(String name) {
    return facts.getOrDefault(name, "unknown");
  }

  /** The largest error: in ULP, or as a share of a bound that is not in ULP alone. */
  String error(String kernel) {
    String[] words = lines.get(kernel);
    if (words == null) {
      return NONE;
    }
    double error = Double.parseDouble(words[3]);
    if (words[2].equals("share")) {
      return String.format(Locale.ROOT, "%.0f %%", HUNDREDFOLD * error);
    }
    return error == 0 ? "0" : String.format(Locale.ROOT, "%.2f", error);
  }

  /** Whether the error of a kernel was measured on all floats. */
  boolean isSwept(String kernel) {
    return lines.containsKey(kernel) && lines.get(kernel)[1].equals("all");
  }

  /** Nanoseconds an element. */
  String nanos(String kernel) {
    String[] words = lines.get(kernel);
    return words == null ? NONE : String.format(Locale.ROOT, "%.3f", Double.parseDouble(words[1]));
  }

  /** How many times faster than the naive loop. */
  String overNaive(String kernel) {
    String[] words = lines.get(kernel);
    return words == null
        ? NONE
        : times(Double.parseDouble(words[2]) / Double.parseDouble(words[1]));
  }

  /** The best peer, and how many times longer it takes. */
  String peer(String kernel) {
    String[] words = lines.get(kernel);
    return words == null ? NONE : times(Double.parseDouble(words[2])) + " " + words[1];
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < TENFOLD ? "%.1f" : "%.0f", ratio);
  }
}
