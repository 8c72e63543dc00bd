package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import org.lanewise.jmh.TextTable.Cell;
import org.lanewise.jmh.TextTable.Style;
import org.lanewise.jmh.report.Measurement;
import org.lanewise.jmh.report.RunData;

/** What the machine can do and how kernels start, as tables of text. */
final class ProbeTables {

  /** What the columns mean. */
  static final String LEGEND =
      "peak, cost, latency: of operations on vectors in registers; cost is the time between the"
          + " starts of two independent ones. !: vectors were allocated.\n"
          + "bandwidth: bytes read and written. first calls: in a new JVM; vector-cold: without the"
          + " library's warm-up.\n";

  private static final String NONE = "-";

  private final RunData data;

  ProbeTables(RunData data) {
    this.data = data;
  }

  /** The tables that have lines. */
  List<TextTable> all() {
    List<TextTable> tables = new ArrayList<>();
    add(tables, byWidth("peak, GFLOP/s", "throughput", m -> m.rates().gigaflopsPerSecond()));
    add(
        tables,
        byWidth(
            "cost, ns/vector",
            "throughput",
            m -> m.rates().gigaflopsPerSecond() == null ? m.time().median() : null));
    add(tables, byWidth("latency, ns", "latency", m -> m.time().median()));
    add(tables, byWidth("bandwidth, GB/s", "bandwidth", m -> m.rates().gigabytesPerSecond()));
    add(tables, firstCalls());
    return tables;
  }

  private static void add(List<TextTable> tables, TextTable table) {
    if (!table.isEmpty()) {
      tables.add(table);
    }
  }

  private List<Measurement> of(String group) {
    return data.measurements().stream().filter(m -> m.group().equals(group)).toList();
  }

  private TextTable byWidth(String title, String group, Function<Measurement, Double> figure) {
    List<Measurement> all = of(group);
    TreeSet<Integer> widths = new TreeSet<>();
    all.forEach(m -> widths.add(m.bits()));
    List<String> header = new ArrayList<>(List.of(title, "memory", "threads"));
    widths.forEach(width -> header.add(width + " bits"));
    TextTable table = new TextTable(2, header.toArray(String[]::new));
    List<Measurement.Key> seen = new ArrayList<>();
    for (Measurement m : all) {
      Measurement.Key row = withoutPath(m);
      if (figure.apply(m) == null || seen.contains(row)) {
        continue;
      }
      seen.add(row);
      List<Cell> cells = new ArrayList<>();
      cells.add(new Cell(m.name(), Style.BOLD));
      cells.add(Cell.of((m.container() + " " + m.size()).strip()));
      cells.add(Cell.of(Integer.toString(m.threads())));
      for (int width : widths) {
        cells.add(
            all.stream()
                .filter(other -> other.bits() == width && withoutPath(other).equals(row))
                .findFirst()
                .map(other -> cell(other, figure.apply(other)))
                .orElse(Cell.of(NONE)));
      }
      table.add(cells);
    }
    return table;
  }

  private static Cell cell(Measurement m, double figure) {
    String form = figure < 10 ? "%.3f" : figure < 100 ? "%.1f" : "%.0f";
    String text = String.format(Locale.ROOT, form, figure) + (m.time().noisy() ? "~" : "");
    boolean boxed = m.allocated() != null && m.allocated() > 0;
    return boxed ? new Cell(text + "!", Style.BAD) : Cell.of(text);
  }

  private static Measurement.Key withoutPath(Measurement m) {
    return new Measurement.Key(m.group(), m.name(), m.container(), m.size(), m.threads(), "");
  }

  private TextTable firstCalls() {
    TextTable table =
        new TextTable(
            2, "first calls", "path", "size", "first, µs", "last, µs", "settled after, s");
    for (Measurement m : of("firstCalls")) {
      if (m.curve() == null || m.curve().isEmpty()) {
        continue;
      }
      table.add(
          List.of(
              new Cell(m.name(), Style.BOLD),
              Cell.of(m.path()),
              Cell.of(m.size()),
              micros(m.curve().getFirst()[1]),
              micros(m.curve().getLast()[1]),
              Cell.of(String.format(Locale.ROOT, "%.3f", Sentences.arrival(m.curve()) / 1e9))));
    }
    return table;
  }

  private static Cell micros(double nanos) {
    return Cell.of(String.format(Locale.ROOT, "%.2f", nanos / 1e3));
  }
}
