package org.lanewise.accuracy;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lanewise.Backend;
import org.lanewise.internal.MapLoop;

/**
 * Every float through every kernel of one input: the vector path against the oracle, and the scalar
 * path against the vector path bit for bit; started by {@code scripts/exhaustive.sh}. Gradients
 * take part with a fixed gradient from above. Prints a table; ends with 1 if a bound is exceeded, a
 * zero has a wrong sign or the paths differ, with 2 if it cannot begin.
 */
public final class ExhaustiveSweep {

  private static final String USAGE =
      """
      Usage: scripts/exhaustive.sh [option ...] [kernel ...]
        --threads N      threads to use; all processors if not given
        --state FOLDER   where the state is kept; target/exhaustive if not given
        --fresh          begin again, whatever the state says
        --list           show the names of the kernels
        --help           show this
      Without kernels all of them are swept. A sweep that was stopped goes on where it was.
      """;

  private static final double NANOS = 1e9;
  private static final long TERMINAL_INTERVAL = 1_000;
  private static final long LOG_INTERVAL = 30_000;

  private int threads = Runtime.getRuntime().availableProcessors();
  private Path folder = Path.of("target", "exhaustive");
  private boolean fresh;
  private boolean list;
  private boolean help;
  private final List<String> names = new ArrayList<>();

  private final PrintStream out;
  private final List<Subject> all;
  private final Map<String, Double> known = new LinkedHashMap<>();
  private final ThreadLocal<Sweep> sweeps = ThreadLocal.withInitial(Sweep::new);

  private int partsDone;
  private int partsLeft;
  private String current = "";

  ExhaustiveSweep(PrintStream out, List<Subject> all) {
    this.out = out;
    this.all = all;
  }

  /** Sweeps; see the usage. */
  public static void main(String[] arguments) throws Exception {
    System.exit(new ExhaustiveSweep(System.out, subjects()).run(arguments));
  }

  /** Everything; nothing where there is no vector path, which is said by the run. */
  private static List<Subject> subjects() {
    return Backend.current().vector() ? Subject.all() : List.of();
  }

  int run(String... arguments) throws IOException, InterruptedException, ExecutionException {
    try {
      read(arguments);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      out.print(USAGE);
      return 2;
    }
    if (help) {
      out.print(USAGE);
      return 0;
    }
    if (!Backend.current().vector()) {
      out.println("There is no vector path to sweep: " + Backend.current());
      return 2;
    }
    List<Subject> subjects = new ArrayList<>(all);
    if (list) {
      subjects.forEach(subject -> out.println(subject.name()));
      return 0;
    }
    for (String name : names) {
      if (subjects.stream().noneMatch(subject -> subject.isNamed(name))) {
        out.println("There is no kernel \"" + name + "\"; --list shows them.");
        return 2;
      }
    }
    subjects.removeIf(subject -> !names.isEmpty() && names.stream().noneMatch(subject::isNamed));
    Path file = folder.resolve("state.txt");
    if (fresh) {
      Files.deleteIfExists(file);
    }
    out.println(Backend.current());
    long start = System.nanoTime();
    Map<String, Sweep.Result> results;
    try (SweepState state = new SweepState(file, code())) {
      if (state.outdated()) {
        out.println("The code has changed since the last sweep: it begins again.");
      }
      results = sweep(subjects, state);
    }
    double minutes = (System.nanoTime() - start) / NANOS / 60;
    String report = report(subjects, results);
    out.print(report);
    out.printf("%.1f minutes with %d threads; state and report in %s%n", minutes, threads, folder);
    Files.writeString(folder.resolve("report.txt"), report);
    return subjects.stream().allMatch(s -> failures(s, results.get(s.name())).isEmpty()) ? 0 : 1;
  }

  private void read(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      switch (argument) {
        case "--fresh" -> fresh = true;
        case "--list" -> list = true;
        case "--help" -> help = true;
        case "--threads", "--state" -> {
          if (++i == arguments.length) {
            throw new IllegalArgumentException(argument + " needs a value.");
          }
          if (argument.equals("--state")) {
            folder = Path.of(arguments[i]);
          } else {
            threads = positive(arguments[i]);
          }
        }
        default -> {
          if (argument.startsWith("-")) {
            throw new IllegalArgumentException("There is no option " + argument + ".");
          }
          names.add(argument);
        }
      }
    }
  }

  private static int positive(String number) {
    int value = Integer.parseInt(number);
    if (value < 1) {
      throw new IllegalArgumentException("--threads " + number + " is not positive.");
    }
    return value;
  }

  private Map<String, Sweep.Result> sweep(List<Subject> subjects, SweepState state)
      throws InterruptedException, ExecutionException {
    Map<String, List<Future<Sweep.Result>>> parts = new LinkedHashMap<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      Thread progress = Thread.ofPlatform().daemon().start(this::showProgress);
      for (Subject subject : subjects) {
        List<Future<Sweep.Result>> futures = new ArrayList<>();
        for (int part = 0; part < Sweep.PARTS; part++) {
          int number = part;
          if (state.get(subject.name(), part) == null) {
            count(1);
          }
          futures.add(workers.submit(() -> part(subject, number, state)));
        }
        parts.put(subject.name(), futures);
      }
      Map<String, Sweep.Result> results = new LinkedHashMap<>();
      for (Map.Entry<String, List<Future<Sweep.Result>>> entry : parts.entrySet()) {
        Sweep.Result all = new Sweep.Result();
        for (Future<Sweep.Result> part : entry.getValue()) {
          all.add(part.get());
        }
        results.put(entry.getKey(), all);
      }
      progress.interrupt();
      progress.join();
      return results;
    }
  }

  private Sweep.Result part(Subject subject, int part, SweepState state) {
    Sweep.Result result = state.get(subject.name(), part);
    if (result == null) {
      result = sweeps.get().part(subject, part, known(subject));
      state.put(subject.name(), part, result);
      synchronized (this) {
        known.merge(subject.name(), result.tally.max, Math::max);
        partsDone++;
        partsLeft--;
        current = subject.name();
      }
    }
    return result;
  }

  /** The largest error of the sample: who knows it from the start has to look twice less often. */
  private double known(Subject subject) {
    synchronized (this) {
      Double error = known.get(subject.name());
      if (error != null) {
        return error;
      }
    }
    float[] all = Samples.unary(new float[0][]);
    float[] some = new float[all.length];
    int n = 0;
    for (float x : all) {
      if (subject.domain().contains(x)) {
        some[n++] = x;
      }
    }
    double error = sweeps.get().sample(subject, Arrays.copyOf(some, n)).tally.max;
    synchronized (this) {
      return known.merge(subject.name(), error, Math::max);
    }
  }

  private synchronized void count(int parts) {
    partsLeft += parts;
  }

  @SuppressWarnings("SystemConsoleNull") // it is null where the output is no terminal
  private void showProgress() {
    Console console = System.console();
    boolean terminal = console != null && console.isTerminal();
    long start = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(terminal ? TERMINAL_INTERVAL : LOG_INTERVAL);
        String line = progress((System.nanoTime() - start) / NANOS);
        out.print(terminal ? "\r" + line + "\u001b[K" : line + "\n");
        out.flush();
      }
    } catch (InterruptedException stopped) {
      out.print(terminal ? "\r\u001b[K" : "");
    }
  }

  private synchronized String progress(double seconds) {
    double share = 100.0 * partsDone / Math.max(1, partsDone + partsLeft);
    String left = "";
    if (partsDone > 0) {
      long secondsLeft = Math.round(seconds * partsLeft / partsDone);
      left = String.format(", %d:%02d min left", secondsLeft / 60, secondsLeft % 60);
    }
    return String.format("%5.1f %%  %s%s", share, current, left);
  }

  private static String report(List<Subject> subjects, Map<String, Sweep.Result> results) {
    StringBuilder text = new StringBuilder();
    int width = subjects.stream().mapToInt(subject -> subject.name().length()).max().orElse(1);
    text.append(
        String.format(
            "%-" + width + "s %11s %9s %6s %10s %12s %12s  %s%n",
            "kernel",
            "inputs",
            "max ULP",
            "bound",
            "correctly",
            "paths differ",
            "wrong zeros",
            "worst input"));
    List<String> failures = new ArrayList<>();
    for (Subject subject : subjects) {
      Sweep.Result result = results.get(subject.name());
      Tally t = result.tally;
      text.append(
          String.format(
              "%-" + width + "s %11d %9.6f %6.2f %9.5f%% %12d %12d  %s%n",
              subject.name(),
              t.total,
              Math.max(t.max, t.rest),
              subject.bound(),
              100.0 * t.correct / t.total,
              result.differences,
              t.wrongZeros,
              t.max > 0 ? Ulp.show(Tally.last(t.worst)) : "-"));
      failures.addAll(failures(subject, result));
    }
    failures.forEach(failure -> text.append(failure).append('\n'));
    return text.toString();
  }

  private static List<String> failures(Subject subject, Sweep.Result result) {
    List<String> failures = new ArrayList<>();
    Tally t = result.tally;
    if (!(Math.max(t.max, t.rest) <= subject.bound())) {
      failures.add(
          subject.name() + " exceeds its bound, at " + Ulp.show(Tally.last(t.worst)) + ".");
    }
    if (t.wrongZeros > 0) {
      failures.add(
          subject.name()
              + " has zeros of the wrong sign, first at "
              + Ulp.show(Tally.last(t.wrongZero))
              + ".");
    }
    if (result.differences > 0) {
      failures.add(
          subject.name()
              + " differs between the paths, first at "
              + Ulp.show(Float.intBitsToFloat(result.firstDifference))
              + ".");
    }
    return failures;
  }

  /** What is swept: the classes of the library and of the oracles, the JVM, the width. */
  private static String code() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Class<?> anchor : List.of(MapLoop.class, ExhaustiveSweep.class)) {
        Path root = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().getPath());
        List<Path> files;
        try (Stream<Path> tree = Files.walk(root.resolve("org/lanewise"))) {
          files =
              tree.filter(ExhaustiveSweep::counts)
                  .sorted()
                  .collect(Collectors.toCollection(ArrayList::new));
        }
        for (Path path : files) {
          digest.update(Files.readAllBytes(path));
        }
      }
      return String.join(
          " ",
          "sweep",
          HexFormat.of().formatHex(digest.digest()),
          Runtime.version().toString(),
          System.getProperty("os.arch"),
          Backend.current().bits() + " bits");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean counts(Path path) {
    String name = path.toString();
    return name.endsWith(".class")
        && (name.contains("/internal/") || name.contains("/table/") || name.contains("/accuracy/"))
        && !name.contains("Test")
        && !name.contains("Readme");
  }
}
