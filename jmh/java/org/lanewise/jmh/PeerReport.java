package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lanewise.jmh.TextTable.Cell;
import org.lanewise.jmh.TextTable.Style;
import org.lanewise.jmh.peers.PeerKind;

/** The tables of the comparison with other libraries. */
final class PeerReport implements Summary {

  /** The largest error in ULP where values of networks lie, as it stands in results. */
  static final String ULP = "ulp";

  /** The largest error in ULP of maps in a wider range. */
  static final String ULP_FAR = "ulp.far";

  private static final String NONE = "-";
  private static final String NOISY = "~";

  private final List<Row> rows;
  private final Results results;
  private final List<String> peers;

  PeerReport(List<Row> rows, Results results) {
    this.rows = rows;
    this.results = results;
    this.peers =
        PeerKind.names().stream()
            .filter(peer -> rows.stream().anyMatch(row -> row.paths().contains(peer)))
            .toList();
  }

  @Override
  public List<TextTable> tables() {
    TextTable times = table("ns/element");
    TextTable ratios = table("times ours");
    TextTable errors = table("max ULP");
    for (Row row : rows) {
      if (row.paths().stream().noneMatch(peer -> isKnown(row, peer))) {
        continue; // the run was stopped before this row
      }
      times.add(line(row, peer -> time(row, peer)));
      ratios.add(line(row, peer -> ratio(row, peer)));
      errors.add(line(row, peer -> error(row, peer)));
    }
    return List.of(times, ratios, errors);
  }

  private boolean isKnown(Row row, String peer) {
    return results.figures(row, peer) != null
        || results.hasFailed(row, peer)
        || results.missing().containsKey(peer);
  }

  private TextTable table(String what) {
    List<String> header = new ArrayList<>(List.of(what, "size"));
    header.addAll(peers);
    return new TextTable(2, header.toArray(String[]::new));
  }

  private List<Cell> line(Row row, java.util.function.Function<String, Cell> cell) {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell(row.kernel(), Style.BOLD));
    cells.add(Cell.of(row.size().toString()));
    for (String peer : peers) {
      if (results.missing().containsKey(peer) && row.paths().contains(peer)) {
        cells.add(new Cell("missing", Style.FAINT));
      } else if (results.hasFailed(row, peer)) {
        cells.add(new Cell("failed", Style.BAD));
      } else {
        cells.add(results.figures(row, peer) == null ? Cell.of(NONE) : cell.apply(peer));
      }
    }
    return cells;
  }

  private Cell time(Row row, String peer) {
    Figures figures = results.figures(row, peer);
    String mark = figures.isNoisy() ? NOISY : "";
    return Cell.of(Report.nanos(figures.nanos() / row.size().elements()) + mark);
  }

  private Cell ratio(Row row, String peer) {
    Figures ours = results.figures(row, PeerKind.names().getFirst());
    if (ours == null) {
      return Cell.of(NONE);
    }
    double ratio = results.figures(row, peer).nanos() / ours.nanos();
    String text = String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.1f", ratio);
    return new Cell(text, ratio < 1 ? Style.BAD : Style.PLAIN);
  }

  private Cell error(Row row, String peer) {
    Figures figures = results.figures(row, peer);
    String near = ulp(figures.most(ULP));
    double far = figures.most(ULP_FAR);
    return Cell.of(Double.isNaN(far) ? near : near + " / " + ulp(far));
  }

  private static String ulp(double error) {
    if (Double.isNaN(error)) {
      return NONE;
    }
    return String.format(Locale.ROOT, error < 100 ? "%.2f" : error < 1e5 ? "%.0f" : "%.0e", error);
  }

  @Override
  public String legend() {
    StringBuilder legend =
        new StringBuilder(
            "ns/element: the median of all rounds, one thread, all peers in turn in one JVM for each"
                + " row. times ours: below 1 the peer is faster than lanewise on arrays. -: the"
                + " peer has no such kernel.\n"
                + "max ULP: of maps for |x| <= 10 / for |x| <= 100, normal results only; of rows"
                + " on the input that is timed.\n"
                + "vectorApi: lanewise(VectorOperators.EXP, TANH). xnnpack: the system's, of 2022;"
                + " xnnpackNew: the one in PyTorch's library. sleef, highway: their functions in"
                + " a loop. lanewiseNative and all native libraries: memory off the heap.\n"
                + NOISY
                + ": rounds disagree by more than 15 %.\n");
    results
        .missing()
        .forEach(
            (peer, reason) ->
                legend.append("Missing: ").append(peer).append(": ").append(reason).append('\n'));
    return legend.toString();
  }
}
