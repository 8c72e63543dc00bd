package org.lanewise.jmh;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says what is being measured and how long the rest will take: on a terminal in one line that is
 * written over, elsewhere a line for each row of the table.
 */
final class Progress {

  /** First guess of what a fork needs beside its iterations. */
  private static final long START_MILLIS = 900;

  private static final long VECTOR_START_MILLIS = 2500;

  private static final long PEERS_START_MILLIS = 12_000;

  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final Effort effort;
  private final int rows;

  /** Forks that take about the same time. */
  private record Kind(Group group, String path) {}

  /** Forks still to come. */
  private final Map<Kind, Integer> left = new HashMap<>();

  /** What a fork has needed beside its iterations, smoothed. */
  private final Map<Kind, Double> starts = new HashMap<>();

  private int row;
  private boolean lineOpen;

  Progress(PrintStream out, boolean terminal, Effort effort, List<Row> rows) {
    this.out = out;
    this.terminal = terminal;
    this.effort = effort;
    this.rows = rows.size();
    for (Row r : rows) {
      for (String path : r.forkPaths()) {
        left.merge(kind(r, path), effort.forks(r), Integer::sum);
      }
    }
  }

  private static Kind kind(Row r, String path) {
    boolean vector = path.startsWith("vector") && !r.group().isProbe();
    return new Kind(r.group(), vector ? "vector" : path);
  }

  /** A row begins. */
  void begin(Row r) {
    row++;
    if (!terminal) {
      out.printf("%s, %s left%n", label(r), timeLeft());
    }
  }

  /** A fork begins. */
  void fork(Row r, String path, int fork) {
    if (terminal) {
      int forks = effort.forks(r);
      String which = forks > 1 ? " " + (fork + 1) + "/" + forks : "";
      out.printf("%s%s %s%s, %s left", ERASE_LINE, label(r), path, which, timeLeft());
      out.flush();
      lineOpen = true;
    }
  }

  /** A fork has ended. */
  void ended(Row r, String path, long millis) {
    Kind kind = kind(r, path);
    left.merge(kind, -1, Integer::sum);
    double start = Math.max(0, millis - effort.of(r.group()).forkMillis());
    starts.merge(kind, start, (old, now) -> 0.7 * old + 0.3 * now);
  }

  /** Makes room for other output. */
  void clear() {
    if (lineOpen) {
      out.print(ERASE_LINE);
      out.flush();
      lineOpen = false;
    }
  }

  private String label(Row r) {
    return "[" + row + "/" + rows + "] " + r.label();
  }

  /** Time for the forks that have not ended yet. */
  String timeLeft() {
    double millis = 0;
    for (Map.Entry<Kind, Integer> entry : left.entrySet()) {
      Kind kind = entry.getKey();
      boolean warmsUp = kind.group() == Group.KERNEL && kind.path().equals("vector");
      long guess =
          kind.group() == Group.PEER
              ? PEERS_START_MILLIS
              : warmsUp ? VECTOR_START_MILLIS : START_MILLIS;
      double start = starts.getOrDefault(kind, (double) guess);
      millis += entry.getValue() * (effort.of(kind.group()).forkMillis() + start);
    }
    long seconds = Math.round(millis / 1000);
    return seconds >= 3600
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
