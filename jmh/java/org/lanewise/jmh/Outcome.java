package org.lanewise.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lanewise.jmh.report.Facts;
import org.lanewise.jmh.report.Interference;
import org.lanewise.jmh.report.Page;
import org.lanewise.jmh.report.RunData;

/** Prints what was measured and writes it to files. */
final class Outcome {

  private final BenchOptions asked;
  private final List<Row> rows;
  private final Results results;
  private final Facts facts;
  private final String command;
  private final Path base;
  private final boolean coloured;
  private final PrintStream out;
  private final OffsetDateTime started = OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS);
  private final long startedNanos = System.nanoTime();
  private final Interference interference = Interference.begin();

  Outcome(
      BenchOptions asked,
      List<Row> rows,
      Results results,
      Facts facts,
      String command,
      Path base,
      boolean coloured,
      PrintStream out) {
    this.asked = asked;
    this.rows = rows;
    this.results = results;
    this.facts = facts;
    this.command = command;
    this.base = base;
    this.coloured = coloured;
    this.out = out;
  }

  /** Prints and writes everything; false if it could not be written. */
  boolean report(boolean complete) {
    RunData data = data(complete);
    Summary summary = asked.peers ? new PeerReport(rows, results) : new Report(rows, results);
    List<TextTable> tables = new ArrayList<>();
    tables.addAll(new ProbeTables(data).all());
    boolean probed = !tables.isEmpty();
    tables.addAll(summary.tables());
    for (TextTable table : tables) {
      out.println();
      out.print(table.text(coloured));
    }
    out.println();
    String legend = (probed ? ProbeTables.LEGEND : "") + summary.legend();
    out.print(legend);
    data.summary().forEach(out::println);
    data.facts().warnings().stream()
        .filter(warning -> !facts.warnings().contains(warning))
        .forEach(warning -> out.println("Warning: " + warning));
    results.failures().forEach(failure -> out.println("Failed: " + failure));
    try {
      List<String> written = new ArrayList<>();
      if (!asked.peers) {
        write(written, ".html", Page.of(data));
        if (Files.exists(Path.of(base + ".jmh.json"))) {
          written.add(base + ".jmh.json");
        }
      }
      write(written, ".json", data.json() + "\n");
      write(written, ".md", markdown(data, tables, legend));
      out.println("Written: " + String.join(", ", written));
      return true;
    } catch (IOException e) {
      System.err.println("The results could not be written: " + e);
      return false;
    }
  }

  private void write(List<String> written, String suffix, String text) throws IOException {
    Path file = Path.of(base + suffix);
    Files.writeString(file, text, StandardCharsets.UTF_8);
    written.add(file.toString());
  }

  private RunData data(boolean complete) {
    String name =
        asked.name != null
            ? asked.name
            : facts.machine().cpu()
                + (facts.library().vector() ? ", " + facts.library().bits() + " bits" : ", scalar");
    RunData.Run run =
        new RunData.Run(
            name,
            command,
            asked.effort().name(),
            started.toString(),
            Math.rint((System.nanoTime() - startedNanos) / 1e8) / 10,
            complete,
            asked.effort().forks());
    return new DataBuilder(rows, results, facts.warn(interference.warnings())).build(run);
  }

  private String markdown(RunData data, List<TextTable> tables, String legend) {
    StringBuilder text = new StringBuilder();
    text.append('`').append(command).append("`, ").append(started.toLocalDate());
    text.append(
        String.format(
            Locale.ROOT,
            "; %s, %s, %s.%n%n",
            facts.machine().cpu(),
            facts.library().vector() ? facts.library().bits() + " bits" : "scalar",
            facts.jvm().name() + " " + facts.jvm().version()));
    List<String> warnings = data.facts().warnings();
    warnings.forEach(warning -> text.append("> ").append(warning).append("  \n"));
    if (!warnings.isEmpty()) {
      text.append('\n');
    }
    data.summary().forEach(sentence -> text.append("- ").append(sentence).append('\n'));
    if (!data.summary().isEmpty()) {
      text.append('\n');
    }
    text.append(
        tables.stream().map(table -> table.markdown() + "\n").collect(Collectors.joining()));
    return text.append(legend.replace("\n", "  \n")).toString();
  }
}
