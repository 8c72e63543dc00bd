package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lanewise.jmh.TextTable.Cell;
import org.lanewise.jmh.TextTable.Style;

/** The table of results. */
final class Report implements Summary {

  private static final String NONE = "-";
  private static final String NOISY = "~";

  private final List<Row> rows;
  private final Results results;

  /** Gigabytes a second of copies, by container and number of elements. */
  private final Map<String, Double> copies = new TreeMap<>();

  private boolean noisy;

  Report(List<Row> rows, Results results) {
    this.rows = rows;
    this.results = results;
    for (Row row : rows) {
      Figures copy = row.group() == Group.COPY ? results.figures(row, Row.COPY) : null;
      if (copy != null) {
        copies.put(inputOf(row), gigabytes(row, copy));
      }
    }
  }

  private static String inputOf(Row row) {
    return row.container() + row.size().elements() + "x" + row.threads();
  }

  private static double gigabytes(Row row, Figures figures) {
    return (double) row.size().elements()
        * row.traffic()
        * Float.BYTES
        * row.threads()
        / figures.nanos();
  }

  @Override
  public List<TextTable> tables() {
    TextTable table = table();
    return table.isEmpty() ? List.of() : List.of(table);
  }

  /** One line for each row that has figures. */
  private TextTable table() {
    TextTable table =
        new TextTable(
            2,
            "kernel",
            "memory",
            "size",
            "scalar",
            "vector",
            "naive",
            "scalar/vector",
            "naive/vector",
            "GB/s",
            "of copy",
            "B/call");
    for (Row row : rows) {
      if (!row.group().isKernel()) {
        continue;
      }
      Figures copy = results.figures(row, Row.COPY);
      Figures scalar = results.figures(row, "scalar");
      Figures vector = results.figures(row, "vector");
      Figures naive = results.figures(row, "naive");
      Figures best = vector != null ? vector : copy != null ? copy : scalar;
      if (best == null
          && naive == null
          && row.paths().stream().noneMatch(p -> results.hasFailed(row, p))) {
        continue;
      }
      List<Cell> cells = new ArrayList<>();
      cells.add(new Cell(row.kernel(), Style.BOLD));
      cells.add(Cell.of(row.container()));
      cells.add(Cell.of(row.size() + (row.threads() > 1 ? " ×" + row.threads() : "")));
      cells.add(time(row, "scalar", scalar));
      cells.add(copy != null ? time(row, Row.COPY, copy) : time(row, "vector", vector));
      cells.add(time(row, "naive", naive));
      cells.add(ratio(scalar, vector));
      cells.add(ratio(naive, vector));
      cells.add(
          Cell.of(best == null ? NONE : String.format(Locale.ROOT, "%.1f", gigabytes(row, best))));
      Double limit = copies.get(inputOf(row));
      boolean kernel = copy == null && best != null;
      cells.add(
          Cell.of(
              limit == null || !kernel
                  ? NONE
                  : String.format(Locale.ROOT, "%.0f %%", 100 * gigabytes(row, best) / limit)));
      cells.add(kernel ? bytes(best) : Cell.of(NONE));
      table.add(cells);
    }
    return table;
  }

  private Cell time(Row row, String path, Figures figures) {
    if (figures == null) {
      return results.hasFailed(row, path) ? new Cell("failed", Style.BAD) : Cell.of(NONE);
    }
    boolean mark = figures.isNoisy();
    noisy |= mark;
    return Cell.of(nanos(figures.nanos() / row.size().elements()) + (mark ? NOISY : ""));
  }

  static String nanos(double value) {
    String form = value < 0.1 ? "%.4f" : value < 10 ? "%.3f" : "%.1f";
    return String.format(Locale.ROOT, form, value);
  }

  private static Cell ratio(Figures other, Figures vector) {
    if (other == null || vector == null) {
      return Cell.of(NONE);
    }
    double ratio = other.nanos() / vector.nanos();
    String text = String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.1f", ratio);
    return new Cell(text, ratio >= 1 ? Style.GOOD : Style.BAD);
  }

  private static Cell bytes(Figures figures) {
    double bytes = figures.bytesPerCall();
    if (Double.isNaN(bytes)) {
      return Cell.of(NONE);
    }
    return bytes == 0
        ? Cell.of("0")
        : new Cell(String.format(Locale.ROOT, "%.1f", bytes), Style.BAD);
  }

  @Override
  public String legend() {
    return "scalar, vector, naive: ns/element, the median of all iterations; naive is the loop that"
        + " engines write today.\n"
        + "GB/s: floats read and written once each, on the vector path; of copy: share of what a"
        + " copy of that size reaches.\n"
        + (rows.stream()
                .anyMatch(row -> row.kernel().toLowerCase(Locale.ROOT).contains("entropygradient"))
            ? "crossEntropyGradient: loss and gradient in one call.\n"
            : "")
        + (noisy ? NOISY + ": iterations disagree by more than 15 %; the machine was busy.\n" : "");
  }

  /**
   * What cannot be true of these figures, a sentence each: the check of a smoke run. The limits are
   * far from what is expected, because the machine may be busy.
   */
  List<String> doubts() {
    List<String> doubts = new ArrayList<>();
    for (Row row : rows) {
      if (!row.group().isKernel()) {
        continue;
      }
      for (String path : row.paths()) {
        Figures figures = results.figures(row, path);
        if (figures == null) {
          continue;
        }
        double nanos = figures.nanos() / row.size().elements();
        if (!(nanos > 0.001 && nanos < 1000)) {
          doubts.add(row.kernel() + ", " + path + ": " + nanos + " ns/element");
        }
        if (!path.equals("naive") && figures.bytesPerCall() != 0) {
          doubts.add(row.kernel() + ", " + path + ": " + figures.bytesPerCall() + " bytes a call");
        }
      }
      Figures vector = results.figures(row, "vector");
      for (String path : List.of("scalar", "naive")) {
        Figures other = results.figures(row, path);
        if (vector != null && other != null && vector.nanos() > other.nanos()) {
          doubts.add(row.kernel() + ": the vector path is slower than " + path);
        }
      }
    }
    return doubts;
  }
}
