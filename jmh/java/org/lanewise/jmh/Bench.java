package org.lanewise.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.lanewise.Backend;
import org.lanewise.jmh.peers.PeerKind;
import org.lanewise.jmh.report.FactFinder;
import org.lanewise.jmh.report.Facts;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command behind {@code scripts/bench.sh}. */
@Command(
    name = "scripts/bench.sh",
    mixinStandardHelpOptions = false,
    sortOptions = false,
    usageHelpAutoWidth = true,
    customSynopsis = "scripts/bench.sh [--smoke | --quick | --full] [OPTION]...%n",
    header = "Measures what this machine's vector units can do, and what the kernels make of it.",
    description = {
      "",
      "Three parts: the probe asks for peak rates, bandwidths and costs of operations; the kernels"
          + " are measured on the scalar path, on the vector path, and as the naive loops that they"
          + " replace; first calls show how a new JVM gets up to speed.",
      "",
      "Prints tables and writes into bench-results/ a page to look at (.html), the same as data"
          + " (.json, see jmh/report.schema.json), as JMH's own JSON (.jmh.json) and as Markdown"
          + " (.md). Without options: the main kernels at three sizes, in some four minutes. Ctrl-C"
          + " keeps what has been measured. Options that would change nothing are refused."
          + " scripts/compare.sh compares runs. Comparisons with other libraries (--peers) have no"
          + " page and no JSON of JMH. scripts/limits.sh sets the kernels beside what the machine's"
          + " ports allow.",
      ""
    },
    optionListHeading = "Options:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was measured",
      "1:a measurement failed, the others are in the tables; or the files could not be written",
      "2:wrong options",
      "3:--smoke: a kernel is wrong, or figures cannot be true",
      "4:the vector path was asked for and cannot be had",
      "130:stopped by Ctrl-C"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  scripts/bench.sh",
      "  scripts/bench.sh --part probe --threads 1,all",
      "  scripts/bench.sh --kernel sigmoid,tanh --size 1024,64Ki,4Mi",
      "  scripts/bench.sh --kernel softmax --size 64x1000 --container native --forks 5",
      "  scripts/bench.sh --quick --kernel all --size 16x1000 --container array --path vector,naive",
      "  scripts/bench.sh --full --dry-run",
      "  scripts/bench.sh --full --kernel gelu",
      "  scripts/bench.sh --quick --jvm-arg=-XX:UseAVX=2 --name AVX2",
      "  scripts/bench.sh --peers --quick",
      "  scripts/bench.sh --peers --kernel sigmoid --path lanewise,onnxruntime",
      "  java -cp target/benchmarks.jar org.openjdk.jmh.Main -h     (JMH's own command)"
    })
public final class Bench implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final int DOUBTFUL = 3;
  private static final int NO_VECTOR = 4;

  private static final int LEAST_WIDTH = 64;
  private static final int MOST_WIDTH = 512;

  @Spec private CommandSpec spec;

  @Mixin private BenchOptions asked = new BenchOptions();

  private final PrintStream out = System.out;
  private boolean terminal;
  private Backend backend;
  private Facts.Jvm jvm;

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
    asked.check(spec);
    terminal = Terminal.isThere();
    if (asked.list) {
      (asked.peers ? PeerKind.names() : Plan.kernels()).forEach(out::println);
      return 0;
    }
    Optional<Integer> end = findBackend();
    if (end.isPresent()) {
      return end.get();
    }
    boolean vectorAsked = asked.paths.contains("vector") || !asked.bits.isEmpty();
    if (!asked.peers && !backend.vector() && vectorAsked) {
      System.err.println(
          "The vector path cannot be had: " + backend.reason() + " " + backend.remedy());
      return NO_VECTOR;
    }
    Facts facts = FactFinder.find(backend, jvm);
    return measure(facts, rows(facts));
  }

  /**
   * Asks the library what this JVM gets, which the forks then get too; an exit code if it refuses.
   */
  private Optional<Integer> findBackend() {
    Logger.getLogger("org.lanewise").setLevel(Level.OFF);
    // This JVM runs kernels for a few checks only and should not use the time to compile them.
    System.setProperty("lanewise.warmUp", "none");
    if (!asked.bits.isEmpty()) {
      System.setProperty("lanewise.vectorBits", Collections.max(asked.bits).toString());
    }
    // Forks with options of the user's see another machine than this JVM does: ask one of them.
    try {
      if (asked.jvmArgs.isEmpty()) {
        backend = Backend.current();
        jvm = FactFinder.jvm(options());
      } else {
        ForkBackend.Answer answer = ForkBackend.ask(options());
        backend = answer.backend();
        jvm = answer.jvm();
      }
      return Optional.empty();
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      return Optional.of(NO_VECTOR);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return Optional.of(CommandLine.ExitCode.USAGE);
    }
  }

  private List<Row> rows(Facts facts) {
    if (asked.peers) {
      return Plan.peerRows(asked.effort(), asked.kernels, asked.sizes, asked.paths);
    }
    try {
      return Plan.rows(
          asked.request(
              machineWidths(),
              Runtime.getRuntime().availableProcessors(),
              facts.machine().lastCacheBytes()));
    } catch (ArithmeticException e) {
      throw new ParameterException(
          spec.commandLine(), "--size is too large for what was asked for", e);
    }
  }

  private List<Integer> machineWidths() {
    return backend.vector()
        ? IntStream.iterate(LEAST_WIDTH, w -> w <= Math.min(MOST_WIDTH, backend.bits()), w -> 2 * w)
            .boxed()
            .toList()
        : List.of();
  }

  private int measure(Facts facts, List<Row> rows) throws IOException {
    Effort effort = asked.effort();
    Progress progress = new Progress(out, terminal, effort, rows);
    out.println("Backend: " + backend);
    out.println("JVM: " + Machine.describe());
    Facts known = facts.warn(Machine.lock().stream().toList());
    known.warnings().forEach(warning -> out.println("Warning: " + warning));
    if (asked.kind.smoke) {
      List<String> wrong = SelfCheck.run();
      wrong.forEach(System.err::println);
      if (!wrong.isEmpty()) {
        return DOUBTFUL;
      }
      out.println("Every kernel agrees with its naive loop in every container.");
    }
    int least = rows.stream().mapToInt(effort::forks).min().orElse(effort.forks());
    int most = rows.stream().mapToInt(effort::forks).max().orElse(effort.forks());
    out.printf(
        Locale.ROOT,
        "%d row%s, %s%d JVM%s for each figure, about %s.%n",
        rows.size(),
        rows.size() == 1 ? "" : "s",
        least == most ? "" : least + " to ",
        most,
        most == 1 ? "" : "s",
        progress.timeLeft());
    if (asked.dryRun) {
      return 0;
    }
    Path base = base(effort);
    Results results = new Results();
    Outcome outcome =
        new Outcome(
            asked, rows, results, known, command(), base, Terminal.isColoured(asked.color), out);
    Session session = new Session(effort, rows, results, progress, options(), base);
    Interruption interruption = new Interruption(progress, results, outcome);
    Runtime.getRuntime().addShutdownHook(interruption);
    session.run();
    Runtime.getRuntime().removeShutdownHook(interruption);
    progress.clear();
    boolean written = outcome.report(true);
    if (asked.kind.smoke) {
      List<String> doubts = new Report(rows, results).doubts();
      doubts.forEach(doubt -> System.err.println("Doubtful: " + doubt + "."));
      if (!doubts.isEmpty()) {
        return DOUBTFUL;
      }
    }
    return results.hasFailures() || !written ? FAILED : 0;
  }

  private String command() {
    List<String> words = new ArrayList<>(List.of(spec.name()));
    words.addAll(spec.commandLine().getParseResult().originalArgs());
    return String.join(" ", words);
  }

  private List<String> options() {
    List<String> args = new ArrayList<>(List.of(PathBenchmark.ADD_MODULES, PathBenchmark.QUIET));
    if (!asked.bits.isEmpty()) {
      args.add("-Dlanewise.vectorBits=" + Collections.max(asked.bits));
    }
    if (asked.peers) {
      args.add("--enable-native-access=ALL-UNNAMED");
      args.add("-Dlanewise.bench.native=" + Path.of("target", "peers", "native").toAbsolutePath());
      // DJL looks for newer versions and both unpack native libraries into the user's folder.
      Path cache = Path.of("target", "peers").toAbsolutePath();
      args.add("-Dai.djl.offline=true");
      args.add("-DDJL_CACHE_DIR=" + cache.resolve("djl"));
      args.add("-DENGINE_CACHE_DIR=" + cache.resolve("djl"));
      args.add("-Dorg.bytedeco.javacpp.cachedir=" + cache.resolve("javacpp"));
    }
    args.addAll(asked.jvmArgs);
    return args;
  }

  private Path base(Effort effort) {
    return OutputBase.of(spec, asked.output, effort.name() + (asked.peers ? "-peers" : ""));
  }

  /** Prints what has been measured when the run is stopped. */
  private static final class Interruption extends Thread {
    private final Progress progress;
    private final Results results;
    private final Outcome outcome;

    Interruption(Progress progress, Results results, Outcome outcome) {
      this.progress = progress;
      this.results = results;
      this.outcome = outcome;
    }

    @Override
    public void run() {
      results.stop();
      List<ProcessHandle> forks = ProcessHandle.current().children().toList();
      forks.forEach(ProcessHandle::destroy);
      // Then their time counts as this process's; but one that hangs must not hold up the report.
      CompletableFuture.allOf(
              forks.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .completeOnTimeout(null, 2, TimeUnit.SECONDS)
          .join();
      progress.clear();
      if (results.isEmpty()) {
        System.out.println("Stopped before anything was measured.");
      } else {
        System.out.println("Stopped; what has been measured:");
        outcome.report(false);
      }
    }
  }
}
