package org.lanewise.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lanewise.jmh.TextTable.Cell;
import org.lanewise.jmh.TextTable.Style;
import org.lanewise.jmh.report.Comparison;
import org.lanewise.jmh.report.Measurement;
import org.lanewise.jmh.report.Page;
import org.lanewise.jmh.report.RunData;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command behind {@code scripts/compare.sh}. */
@Command(
    name = "scripts/compare.sh",
    sortOptions = false,
    usageHelpAutoWidth = true,
    customSynopsis = "scripts/compare.sh [OPTION]... BASE.json OTHER.json...%n",
    header = "Compares runs of scripts/bench.sh: the first with each of the others.",
    description = {
      "",
      "Prints ratios of times with 95 %% intervals, and writes a page to look at (.html) and"
          + " Markdown (.md). A figure counts as slower or faster if its ratio is beyond the"
          + " tolerance (5 %%, or what --fail-above says) and its interval does not hold 1. Runs with three JVMs for each figure or"
          + " more are compared by the medians of the JVMs; with fewer, by all iterations, and then"
          + " the intervals know nothing of what differs from JVM to JVM.",
      ""
    },
    optionListHeading = "Options:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:compared; with --fail-above, nothing got slower than that",
      "1:--fail-above: something got slower, or a run was stopped or has failures that the first has not",
      "2:wrong options, or files that hold no runs, or nothing in common",
      "3:the comparison broke off"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  scripts/compare.sh bench-results/before.json bench-results/after.json",
      "  scripts/compare.sh --fail-above 10%% --path vector before.json after.json",
      "  scripts/compare.sh --output machines laptop.json server.json arm.json"
    })
public final class Compare implements Callable<Integer> {

  private static final int SLOWER = 1;
  private static final int BROKEN = 3;
  private static final double DEFAULT_TOLERANCE = 0.05;

  /** Longer tables show only what differs. */
  private static final int LONG = 60;

  @Spec private CommandSpec spec;

  @Parameters(arity = "2..*", paramLabel = "FILE", description = "JSON files of scripts/bench.sh.")
  private List<Path> files;

  @Option(
      names = "--fail-above",
      paramLabel = "SHARE",
      converter = ShareConverter.class,
      description = "End with 1 if a figure got slower by more than this: 5%% or 0.05.")
  private Double failAbove;

  @Option(names = "--kernel", split = ",", paramLabel = "NAME", description = "These names only.")
  private List<String> kernels = List.of();

  @Option(names = "--path", split = ",", paramLabel = "PATH", description = "These paths only.")
  private List<String> paths = List.of();

  @Option(
      names = "--group",
      split = ",",
      paramLabel = "GROUP",
      description = "These groups only: kernel, copy, throughput, latency, bandwidth.")
  private List<String> groups = List.of();

  @Option(names = "--all", description = "Print every figure, however many.")
  private boolean all;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write FILE.html and FILE.md instead of bench-results/<time>-compare.")
  private Path output;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto (on a terminal, the default), always or never.")
  private String color = "auto";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Say this and end.")
  private boolean help;

  private final PrintStream out = System.out;

  /** Runs the command. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Compare())
            .setParameterExceptionHandler(
                (e, words) -> {
                  System.err.println(e.getMessage());
                  System.err.println("scripts/compare.sh --help says what there is.");
                  return CommandLine.ExitCode.USAGE;
                })
            .setExecutionExceptionHandler(
                (e, command, result) -> {
                  System.err.println("The runs could not be compared: " + e);
                  return BROKEN;
                })
            .execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (!List.of("auto", "always", "never").contains(color)) {
      throw new ParameterException(
          spec.commandLine(), "--color is \"" + color + "\", not auto, always or never");
    }
    List<RunData> runs = read();
    Comparison comparison = Comparison.of(runs, failAbove != null ? failAbove : DEFAULT_TOLERANCE);
    if (comparison.others().stream().anyMatch(other -> other.rows().isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "these runs have no figure in common that was asked for");
    }
    Path base = OutputBase.of(spec, output, "compare");
    boolean coloured = Terminal.isColoured(color);
    StringBuilder markdown = new StringBuilder();
    for (Comparison.Other other : comparison.others()) {
      TextTable table = table(runs.getFirst().run().name(), other);
      out.println();
      out.print(table.text(coloured));
      markdown.append(table.markdown()).append('\n');
      long differ = other.count(Comparison.SLOWER) + other.count(Comparison.FASTER);
      long hidden = isShortened(other) ? other.rows().size() - differ : 0;
      if (hidden > 0) {
        String text =
            hidden + " figures that are the same or unclear are left out; --all shows them.";
        out.println(text);
        markdown.append(text).append("\n\n");
      }
    }
    out.println();
    comparison.summary().forEach(out::println);
    write(base, runs, comparison, markdown.toString());
    boolean slower =
        comparison.others().stream().anyMatch(other -> other.count(Comparison.SLOWER) > 0);
    boolean parts = runs.stream().skip(1).anyMatch(run -> lacks(run, runs.getFirst()));
    return failAbove != null && (slower || parts) ? SLOWER : 0;
  }

  /** Whether a run was stopped, or could not measure what the first one did not fail in. */
  private static boolean lacks(RunData run, RunData base) {
    Set<String> known =
        base.failures().stream().map(RunData.Failure::what).collect(Collectors.toSet());
    return !run.run().complete()
        || run.failures().stream().anyMatch(failure -> !known.contains(failure.what()));
  }

  private List<RunData> read() throws IOException {
    List<RunData> runs = new ArrayList<>();
    List<Measurement> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path file : files) {
      RunData run;
      try {
        run = RunData.read(file);
      } catch (IllegalArgumentException | java.nio.file.NoSuchFileException e) {
        throw new ParameterException(
            spec.commandLine(),
            e instanceof IllegalArgumentException ? e.getMessage() : "there is no file " + file);
      }
      all.addAll(run.measurements());
      List<Measurement> kept = run.measurements().stream().filter(this::isAsked).toList();
      String name = run.run().name();
      if (!names.add(name)) {
        // Two runs of one machine: the files tell them apart.
        String stem = file.getFileName().toString().replaceFirst("\\.json$", "");
        name =
            names.contains(name + " (" + stem + ")")
                ? name + " (" + file + ")"
                : name + " (" + stem + ")";
        names.add(name);
      }
      runs.add(run.with(name, kept));
    }
    requireKnown("--kernel", kernels, all.stream().map(Measurement::name).toList());
    requireKnown("--path", paths, all.stream().map(Measurement::path).toList());
    requireKnown("--group", groups, all.stream().map(Measurement::group).toList());
    return runs;
  }

  /** A name that no run has would be left out of the comparison without a word. */
  private void requireKnown(String option, List<String> values, List<String> known) {
    for (String value : values) {
      if (!known.contains(value)) {
        throw new ParameterException(
            spec.commandLine(), option + " is \"" + value + "\", which none of these runs has");
      }
    }
  }

  private boolean isAsked(Measurement m) {
    return (kernels.isEmpty() || kernels.contains(m.name()))
        && (paths.isEmpty() || paths.contains(m.path()))
        && (groups.isEmpty() || groups.contains(m.group()));
  }

  private boolean isShortened(Comparison.Other other) {
    return !all && other.rows().size() > LONG;
  }

  private TextTable table(String base, Comparison.Other other) {
    boolean shortened = isShortened(other);
    TextTable table =
        new TextTable(
            5,
            "what",
            "name",
            "path",
            "memory",
            "size",
            "threads",
            base + ", ns",
            other.name() + ", ns",
            "ratio",
            "95 % interval",
            "verdict");
    other.rows().stream()
        .filter(
            row ->
                !shortened
                    || row.verdict().equals(Comparison.SLOWER)
                    || row.verdict().equals(Comparison.FASTER))
        .sorted(Comparator.comparing(Comparison.Row::ratio).reversed())
        .forEach(row -> table.add(cells(row)));
    return table;
  }

  private static List<Cell> cells(Comparison.Row row) {
    Style style =
        switch (row.verdict()) {
          case Comparison.SLOWER -> Style.BAD;
          case Comparison.FASTER -> Style.GOOD;
          default -> Style.FAINT;
        };
    return List.of(
        Cell.of(row.group()),
        new Cell(row.name(), Style.BOLD),
        Cell.of(row.path()),
        Cell.of(row.container()),
        Cell.of(row.size()),
        Cell.of(Integer.toString(row.threads())),
        Cell.of(number(row.baseNanos())),
        Cell.of(number(row.nanos())),
        new Cell(String.format(Locale.ROOT, "%.3f", row.ratio()), style),
        Cell.of(String.format(Locale.ROOT, "%.3f–%.3f", row.low(), row.high())),
        new Cell(row.verdict(), style));
  }

  private static String number(double nanos) {
    return String.format(Locale.ROOT, nanos < 100 ? "%.3f" : "%.0f", nanos);
  }

  private void write(Path base, List<RunData> runs, Comparison comparison, String tables)
      throws IOException {
    StringBuilder markdown = new StringBuilder();
    comparison.summary().forEach(text -> markdown.append("- ").append(text).append('\n'));
    markdown.append('\n').append(tables);
    Files.writeString(Path.of(base + ".html"), Page.of(runs, comparison), StandardCharsets.UTF_8);
    Files.writeString(Path.of(base + ".md"), markdown.toString(), StandardCharsets.UTF_8);
    out.println("Written: " + base + ".html, " + base + ".md");
  }

  /** Reads 5% and 0.05. */
  private static final class ShareConverter implements CommandLine.ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      try {
        double share =
            value.endsWith("%")
                ? Double.parseDouble(value.substring(0, value.length() - 1)) / 100
                : Double.parseDouble(value);
        if (share >= 0 && share < (value.endsWith("%") ? Double.POSITIVE_INFINITY : 1)) {
          return share;
        }
      } catch (NumberFormatException e) {
        // The message below serves.
      }
      throw new CommandLine.TypeConversionException(
          "\"" + value + "\" is no share such as 5% or 0.05");
    }
  }
}
