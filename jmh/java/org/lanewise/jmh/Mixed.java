package org.lanewise.jmh;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.lanewise.Backend;
import org.lanewise.jmh.TextTable.Cell;
import org.lanewise.jmh.TextTable.Style;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command behind {@code scripts/mixed.sh}: kernels in a JVM that has run all of them in every
 * container, beside the same kernels in JVMs that have run one alone.
 *
 * <p>{@code scripts/bench.sh --mixed} measures the same by JMH, but mixes anew for every figure, a
 * minute each; here one JVM is mixed once for all.
 */
@Command(
    name = "scripts/mixed.sh",
    description =
        "Times kernels in a JVM that has run every kernel in every container, and each in a JVM of"
            + " its own. The times are the least of all JVMs; what is above the limit is measured once"
            + " more. Ends with 1 if a kernel takes more than --limit times as long in the mixed JVM"
            + " or allocates there.")
final class Mixed implements Callable<Integer> {

  private static final Duration WARM_UP = Duration.ofMinutes(2);
  private static final String LINE = "measured ";
  private static final String CLEAN = "clean";
  private static final String MIXED = "mixed";
  private static final int WARM_UP_MILLIS = 300;
  private static final int SAMPLES = 15;
  private static final int SAMPLE_MILLIS = 20;

  /** What a call may allocate, in bytes: other threads' compilations show as fractions. */
  private static final double ALLOCATED = 1;

  @Option(
      names = "--kernel",
      split = ",",
      paramLabel = "NAME",
      description = "These kernels only; scripts/bench.sh --list names them.")
  private List<String> kernels = Plan.kernels().stream().filter(k -> !k.equals(Row.COPY)).toList();

  @Mixin private Where where;

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "2",
      description = "JVMs of each kind; 2 where not given.")
  private int forks;

  @Option(
      names = "--limit",
      paramLabel = "RATIO",
      defaultValue = "1.1",
      description = "1.1 where not given.")
  private double limit;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Say this and end.")
  private boolean help;

  @Spec private CommandSpec spec;

  private final Map<String, Timing> clean = new HashMap<>();
  private final Map<String, Timing> mixed = new HashMap<>();

  private Mixed() {}

  /** On which input kernels are timed. */
  private static final class Where {
    @Option(
        names = "--size",
        paramLabel = "SIZE",
        converter = BenchOptions.SizeConverter.class,
        defaultValue = "16x1000",
        description = "Rows x columns; 16x1000 where not given.")
    private Size size;

    @Option(
        names = "--container",
        paramLabel = "WHERE",
        defaultValue = "array",
        description = "array (where not given) or native.")
    private String container;

    Workload workload(String kernel) {
      Size shape = size.shape();
      return RowKernel.names().contains(kernel)
          ? RowKernel.of(kernel).workload(container, shape.rows(), shape.cols())
          : ElementwiseKernels.workload(kernel, container, size.elements());
    }
  }

  /** Runs the command, or one of the JVMs that it starts. */
  public static void main(String[] args) {
    CommandLine line =
        args.length > 0 && args[0].equals(Fork.NAME)
            ? new CommandLine(new Fork())
            : new CommandLine(new Mixed());
    String[] rest =
        line.getCommandName().equals(Fork.NAME) ? Arrays.copyOfRange(args, 1, args.length) : args;
    System.exit(line.execute(rest));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    measure(kernels);
    List<String> over = over();
    if (!over.isEmpty()) {
      measure(over); // one JVM in three is slower, for reasons of its own
    }
    return report();
  }

  private void measure(List<String> names) throws IOException, InterruptedException {
    for (int fork = 1; fork <= forks; fork++) {
      System.err.printf("%d kernels, %d of %d: all in one JVM%n", names.size(), fork, forks);
      measure(MIXED, names, mixed);
      for (String kernel : names) {
        System.err.printf("%d kernels, %d of %d: %s alone%n", names.size(), fork, forks, kernel);
        measure(CLEAN, List.of(kernel), clean);
      }
    }
  }

  private void check() {
    for (String kernel : kernels) {
      if (kernel.equals(Row.COPY) || !Plan.kernels().contains(kernel)) {
        throw new ParameterException(
            spec.commandLine(), "--kernel is \"" + kernel + "\"; scripts/bench.sh --list has them");
      }
    }
    if (!Floats.CONTAINERS.contains(where.container)) {
      throw new ParameterException(
          spec.commandLine(),
          "--container is \"" + where.container + "\", not one of " + Floats.CONTAINERS);
    }
    if (forks < 1) {
      throw new ParameterException(spec.commandLine(), "--forks is " + forks + ", not 1 or more");
    }
  }

  private void measure(String profile, List<String> names, Map<String, Timing> into)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(Fork.NAME, profile, "--size", where.size.toString()));
    words.addAll(List.of("--container", where.container));
    words.addAll(names);
    List<String> options = List.of(PathBenchmark.ADD_MODULES, PathBenchmark.QUIET);
    Process process = ChildCommand.of(options, Mixed.class, words).start();
    List<String> other = new ArrayList<>();
    int found = 0;
    try (BufferedReader in = process.inputReader()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(LINE)) {
          String[] said = line.substring(LINE.length()).split(" ");
          Timing timing = new Timing(Double.parseDouble(said[1]), Double.parseDouble(said[2]));
          into.merge(said[0], timing, Timing::least);
          found++;
        } else {
          other.add(line);
        }
      }
    }
    if (process.waitFor() != 0 || found != names.size()) {
      throw new IOException(
          "A JVM measured "
              + found
              + " of "
              + names.size()
              + " kernels:\n"
              + String.join("\n", other));
    }
  }

  private double ratio(String kernel) {
    return mixed.get(kernel).nanos / clean.get(kernel).nanos;
  }

  private boolean isOver(String kernel) {
    return ratio(kernel) > limit || mixed.get(kernel).allocated >= ALLOCATED;
  }

  private List<String> over() {
    return kernels.stream().filter(this::isOver).toList();
  }

  private int report() {
    TextTable table = new TextTable(1, "kernel", "clean, ns", "mixed, ns", "mixed/clean", "B/call");
    int elements = where.size.elements();
    for (String kernel : kernels) {
      table.add(
          List.of(
              Cell.of(kernel),
              Cell.of(format(clean.get(kernel).nanos / elements)),
              Cell.of(format(mixed.get(kernel).nanos / elements)),
              new Cell(format(ratio(kernel)), isOver(kernel) ? Style.BAD : Style.PLAIN),
              Cell.of(format(mixed.get(kernel).allocated))));
    }
    System.out.print(table.text(System.console() != null && System.console().isTerminal()));
    double mean =
        Math.exp(kernels.stream().mapToDouble(k -> Math.log(ratio(k))).average().orElse(0));
    List<String> over = over();
    System.out.printf(
        Locale.ROOT,
        "%n%d kernels, %s, %s, ns an element, the least of %d JVMs or more: mixed takes %.3f times"
            + " as long (geometric mean); above %s times, or allocating: %s.%n",
        kernels.size(),
        where.size,
        where.container,
        forks,
        mean,
        limit,
        over.isEmpty() ? "none" : String.join(", ", over));
    return over.isEmpty() ? 0 : 1;
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** What a call takes and allocates. */
  private record Timing(double nanos, double allocated) {
    Timing least(Timing other) {
      return new Timing(Math.min(nanos, other.nanos), Math.min(allocated, other.allocated));
    }
  }

  /** A JVM that measures some kernels one after another. */
  @Command(name = Fork.NAME)
  private static final class Fork implements Callable<Integer> {

    static final String NAME = "fork";

    /** Keeps results of measured calls alive. */
    @SuppressWarnings("unused")
    private static volatile float sink;

    @Parameters(index = "0")
    private String profile;

    @Parameters(index = "1..*")
    private List<String> names;

    @Mixin private Where where;

    @Override
    public Integer call() throws InterruptedException {
      if (profile.equals(MIXED)) {
        Mixer.run();
      }
      for (String name : names) {
        Workload workload = where.workload(name);
        workload.check();
        Task task = workload.kernel();
        if (!Backend.awaitWarmUp(WARM_UP)) {
          throw new IllegalStateException("the vector path was not warm after " + WARM_UP);
        }
        double nanos = time(task);
        CallAllocation.measure(
            task, allocated -> System.out.println(LINE + name + " " + nanos + " " + allocated));
      }
      return 0;
    }

    private static double time(Task task) {
      long end = System.nanoTime() + WARM_UP_MILLIS * 1_000_000L;
      int calls = 1;
      while (System.nanoTime() < end) {
        double one = run(task, calls) / calls;
        calls = (int) Math.clamp(SAMPLE_MILLIS * 1e6 / one, 1, 2.0 * calls);
      }
      int each = calls;
      return IntStream.range(0, SAMPLES)
          .mapToDouble(i -> run(task, each) / each)
          .sorted()
          .toArray()[SAMPLES / 2];
    }

    private static double run(Task task, int calls) {
      float sum = 0;
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        sum += task.run();
      }
      long nanos = System.nanoTime() - start;
      sink = sum;
      return nanos;
    }
  }
}
