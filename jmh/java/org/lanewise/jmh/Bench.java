package org.lanewise.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.lanewise.Backend;
import org.lanewise.jmh.peers.PeerKind;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command behind {@code scripts/bench.sh}. */
@Command(
    name = "scripts/bench.sh",
    mixinStandardHelpOptions = false,
    sortOptions = false,
    usageHelpAutoWidth = true,
    customSynopsis = "scripts/bench.sh [--smoke | --full] [OPTION]...%n",
    header = "Measures the kernels: scalar path, vector path, and the naive loops they replace.",
    description = {
      "",
      "Prints a table, one row for each kernel and size, and writes it as Markdown, beside JMH's"
          + " JSON, into bench-results/. Without options: the main kernels at three sizes, within"
          + " three minutes. Ctrl-C keeps what has been measured.",
      ""
    },
    optionListHeading = "Options:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was measured",
      "1:a measurement failed; the others are in the table",
      "2:wrong options",
      "3:--smoke: a kernel is wrong, or figures cannot be true",
      "4:the vector path was asked for and cannot be had",
      "130:stopped by Ctrl-C"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  scripts/bench.sh",
      "  scripts/bench.sh --kernel sigmoid,tanh --size 1024,64Ki,4Mi",
      "  scripts/bench.sh --kernel softmax --size 64x1000 --container native --forks 5",
      "  scripts/bench.sh --full --path vector --bits 256",
      "  scripts/bench.sh --peers --kernel sigmoid --path lanewise,onnxruntime",
      "  java -cp target/benchmarks.jar org.openjdk.jmh.Main -h     (JMH's own command)"
    })
public final class Bench implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final int DOUBTFUL = 3;
  private static final int NO_VECTOR = 4;

  @Spec private CommandSpec spec;

  @ArgGroup private Kind kind = new Kind();

  private static final class Kind {
    @Option(
        names = "--smoke",
        description =
            "Every kernel once against its naive loop, then two kernels at one size; fails if the"
                + " figures cannot be true. Within 40 seconds.")
    private boolean smoke;

    @Option(
        names = "--full",
        description =
            "Publishable: every kernel, size and container, three JVMs each. Takes hours.")
    private boolean full;
  }

  @Option(
      names = "--peers",
      description =
          "Compare with other libraries: ns/element, ratios, largest errors. Downloads some"
              + " hundred megabytes the first time.")
  private boolean peers;

  @Option(
      names = "--kernel",
      split = ",",
      paramLabel = "NAME",
      description = "These kernels only; --list names them.")
  private List<String> kernels = List.of();

  @Option(
      names = "--size",
      split = ",",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "These sizes only: 1024, 64Ki, 4Mi, or rows x columns such as 64x1000.")
  private List<Size> sizes = List.of();

  @Option(
      names = "--container",
      split = ",",
      paramLabel = "WHERE",
      description = "These only: array, native.")
  private List<String> containers = List.of();

  @Option(
      names = "--path",
      split = ",",
      paramLabel = "PATH",
      description = "These only: scalar, vector, naive; with --peers, these libraries.")
  private List<String> paths = List.of();

  @Option(names = "--forks", paramLabel = "N", description = "JVMs for each figure.")
  private Integer forks;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Vectors of this width: 128, 256 or 512 (lanewise.vectorBits).")
  private Integer bits;

  @Option(
      names = "--mixed",
      description = "Run every kernel in every container first, as large applications do.")
  private boolean mixed;

  @Option(
      names = "--jvm-arg",
      paramLabel = "ARG",
      description = "Give this to the JVMs that measure; may be repeated.")
  private List<String> jvmArgs = List.of();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write FILE.json and FILE.md instead of bench-results/<time>-<kind>.")
  private Path output;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto (on a terminal, the default), always or never.")
  private String color = "auto";

  @Option(names = "--list", description = "Name the kernels (with --peers the libraries) and end.")
  private boolean list;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Say this and end.")
  private boolean help;

  private final PrintStream out = System.out;
  private boolean terminal;
  private Backend backend;

  /** Runs the command. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench())
            .setParameterExceptionHandler(
                (e, words) -> {
                  System.err.println(e.getMessage());
                  System.err.println("scripts/bench.sh --help says what there is.");
                  return CommandLine.ExitCode.USAGE;
                })
            .execute(args));
  }

  @Override
  public Integer call() throws Exception {
    check();
    terminal = System.console() != null && System.console().isTerminal();
    if (list) {
      (peers ? PeerKind.names() : Plan.kernels()).forEach(out::println);
      return 0;
    }
    Effort effort = kind.full ? Effort.FULL : kind.smoke ? Effort.SMOKE : Effort.QUICK;
    if (forks != null) {
      effort = effort.withForks(forks);
    }
    Optional<Integer> end = findBackend();
    if (end.isPresent()) {
      return end.get();
    }
    List<Row> rows;
    if (peers) {
      rows = Plan.peerRows(effort, kernels, sizes, paths);
    } else {
      if (!backend.vector() && paths.contains("vector")) {
        System.err.println(
            "The vector path cannot be had: " + backend.reason() + " " + backend.remedy());
        return NO_VECTOR;
      }
      List<String> measured =
          paths.isEmpty() && !backend.vector() ? List.of("scalar", "naive") : paths;
      boolean copies = paths.isEmpty() || kernels.contains(Row.COPY);
      rows =
          Plan.rows(
              effort, kernels, sizes, containers, measured, copies, mixed ? "mixed" : "clean");
    }
    return measure(effort, rows);
  }

  private void check() {
    requireAll("--kernel", kernels, peers ? PeerKind.kernels() : Plan.kernels());
    requireAll("--container", containers, Floats.CONTAINERS);
    requireAll("--path", paths, peers ? PeerKind.names() : Row.PATHS);
    if (peers && (kind.smoke || mixed || !containers.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "--peers goes with neither --smoke nor --mixed nor --container");
    }
    requireAll("--color", List.of(color), List.of("auto", "always", "never"));
    if (forks != null && forks < 1) {
      throw new ParameterException(spec.commandLine(), "--forks is " + forks + ", not 1 or more");
    }
    if (bits != null && !List.of(64, 128, 256, 512).contains(bits)) {
      throw new ParameterException(
          spec.commandLine(), "--bits is " + bits + ", not 128, 256 or 512");
    }
  }

  private void requireAll(String option, List<String> values, List<String> known) {
    for (String value : values) {
      if (!known.contains(value)) {
        throw new ParameterException(
            spec.commandLine(),
            option + " is \"" + value + "\", not one of " + String.join(", ", known));
      }
    }
  }

  /**
   * Asks the library what this JVM gets, which the forks then get too; an exit code if it refuses.
   */
  private Optional<Integer> findBackend() {
    Logger.getLogger("org.lanewise").setLevel(Level.OFF);
    // This JVM runs kernels for a few checks only and should not use the time to compile them.
    System.setProperty("lanewise.warmUp", "none");
    if (bits != null) {
      System.setProperty("lanewise.vectorBits", bits.toString());
    }
    try {
      backend = Backend.current();
      return Optional.empty();
    } catch (ExceptionInInitializerError e) {
      System.err.println(e.getCause().getMessage());
      return Optional.of(NO_VECTOR);
    }
  }

  private int measure(Effort effort, List<Row> rows) throws IOException {
    Progress progress = new Progress(out, terminal, effort, rows);
    String command = command();
    String facts = facts();
    out.println(facts);
    Machine.lock().ifPresent(warning -> out.println("Warning: " + warning + "."));
    Machine.busy().ifPresent(warning -> out.println("Warning: " + warning + "."));
    if (!backend.vector()) {
      out.println("Warning: no vector path, so no figures for it. " + backend.remedy());
    }
    if (kind.smoke) {
      List<String> wrong = SelfCheck.run();
      wrong.forEach(System.err::println);
      if (!wrong.isEmpty()) {
        return DOUBTFUL;
      }
      out.println("Every kernel agrees with its naive loop in every container.");
    }
    out.printf(
        Locale.ROOT,
        "%d row%s, %d JVM%s for each figure, about %s.%n",
        rows.size(),
        rows.size() == 1 ? "" : "s",
        effort.forks(),
        effort.forks() == 1 ? "" : "s",
        progress.timeLeft());
    Path base = base(effort);
    Results results = new Results();
    Runnable report = () -> report(rows, results, base, facts, command);
    Session session = new Session(effort, rows, results, progress, options(), base);
    Interruption interruption = new Interruption(progress, results, report);
    Runtime.getRuntime().addShutdownHook(interruption);
    session.run();
    Runtime.getRuntime().removeShutdownHook(interruption);
    progress.clear();
    report.run();
    if (kind.smoke) {
      List<String> doubts = new Report(rows, results).doubts();
      doubts.forEach(doubt -> System.err.println("Doubtful: " + doubt + "."));
      if (!doubts.isEmpty()) {
        return DOUBTFUL;
      }
    }
    return results.hasFailures() ? FAILED : 0;
  }

  private String facts() {
    return "Backend: " + backend + "\nJVM: " + Machine.describe();
  }

  private String command() {
    List<String> words = new ArrayList<>(List.of(spec.name()));
    words.addAll(spec.commandLine().getParseResult().originalArgs());
    return String.join(" ", words);
  }

  private List<String> options() {
    List<String> args = new ArrayList<>(List.of(PathBenchmark.ADD_MODULES, PathBenchmark.QUIET));
    if (bits != null) {
      args.add("-Dlanewise.vectorBits=" + bits);
    }
    if (peers) {
      args.add("--enable-native-access=ALL-UNNAMED");
      // DJL looks for newer versions and both unpack native libraries into the user's folder.
      Path cache = Path.of("target", "peers").toAbsolutePath();
      args.add("-Dai.djl.offline=true");
      args.add("-DDJL_CACHE_DIR=" + cache.resolve("djl"));
      args.add("-DENGINE_CACHE_DIR=" + cache.resolve("djl"));
      args.add("-Dorg.bytedeco.javacpp.cachedir=" + cache.resolve("javacpp"));
    }
    args.addAll(jvmArgs);
    return args;
  }

  private Path base(Effort effort) throws IOException {
    String time = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").format(LocalDateTime.now());
    Path base =
        output != null
            ? output
            : Path.of("bench-results", time + "-" + effort.name() + (peers ? "-peers" : ""));
    Path folder = base.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    return base;
  }

  private void report(List<Row> rows, Results results, Path base, String facts, String command) {
    Summary report = peers ? new PeerReport(rows, results) : new Report(rows, results);
    List<TextTable> tables = report.tables();
    boolean coloured = color.equals("always") || (terminal && !color.equals("never"));
    for (TextTable table : tables) {
      out.println();
      out.print(table.text(coloured));
    }
    out.println();
    out.print(report.legend());
    results.failures().forEach(failure -> out.println("Failed: " + failure));
    try {
      Files.writeString(
          Path.of(base + ".md"),
          "`"
              + command
              + "`, "
              + LocalDateTime.now().withNano(0)
              + "\n\n"
              + facts.replace("\n", "  \n")
              + "\n\n"
              + tables.stream().map(table -> table.markdown() + "\n").collect(Collectors.joining())
              + report.legend().replace("\n", "  \n"),
          StandardCharsets.UTF_8);
      out.println("Written: " + base + ".json, " + base + ".md");
    } catch (IOException e) {
      System.err.println("The table could not be written: " + e);
    }
  }

  /** Prints what has been measured when the run is stopped. */
  private static final class Interruption extends Thread {
    private final Progress progress;
    private final Results results;
    private final Runnable report;

    Interruption(Progress progress, Results results, Runnable report) {
      this.progress = progress;
      this.results = results;
      this.report = report;
    }

    @Override
    public void run() {
      ProcessHandle.current().children().forEach(ProcessHandle::destroy);
      progress.clear();
      if (results.isEmpty()) {
        System.out.println("Stopped before anything was measured.");
      } else {
        System.out.println("Stopped; what has been measured:");
        report.run();
      }
    }
  }

  /** Reads sizes. */
  private static final class SizeConverter implements CommandLine.ITypeConverter<Size> {
    @Override
    public Size convert(String value) {
      try {
        return Size.parse(value);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(e.getMessage());
      }
    }
  }
}
