package org.lanewise.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.lanewise.Backend;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;
import org.lanewise.table.MatrixCalls;
import org.lanewise.table.RowTable;
import org.lanewise.table.RowTable.RowCase;
import org.lanewise.table.RowTable.RowInputs;
import org.lanewise.table.RowTable.Style;
import org.lanewise.testing.Inputs;

/**
 * Hashes of what every kernel returns for fixed inputs, so that two machines need not meet to be
 * compared. The committed file is {@code src/test/resources/golden/hashes.txt}, a line for each
 * kernel and set of inputs: {@code kernel set hash}.
 *
 * <p>A hash that changes is a change of the definition of a kernel: results of the library are no
 * longer what they were, on all machines. The scalar path writes the file:
 *
 * <pre>{@code
 * mvn -q test-compile
 * java -Dlanewise.backend=scalar -cp target/classes:target/test-classes \
 *   org.lanewise.golden.GoldenHashes --write src/test/resources/golden/hashes.txt
 * }</pre>
 *
 * <p>With {@code --check file} it compares and ends with 1 if a line differs, is missing or
 * unknown. Where kernels warm up, the check runs twice, before and after; {@code
 * -Dlanewise.warmUp=none} takes the vector loops at once. In front of it may stand
 *
 * <ul>
 *   <li>{@code --short}: without the long rows;
 *   <li>{@code --kernels regex}: only lines in whose kernel and set the expression is found;
 *   <li>{@code --threads n}: every line on each of n threads, which start at different kernels;
 *   <li>{@code --verified file}: for slow JVMs. Lines that are in this file are taken for compared,
 *       and each line that is equal is appended to it at once: a check that was ended goes on where
 *       it was, and lines that are new or have changed are compared.
 * </ul>
 *
 * <p>The hash takes up the bits of each float, any NaN as 0x7fc00000, in order: {@code h = (h ^
 * bits) · 0x9e3779b97f4a7c15; h ^= h >>> 32}.
 */
public final class GoldenHashes {

  /** From so many columns on a set is left out by {@code --short}. */
  private static final int LONG_ROW = 32_000;

  private static final int ALL_LENGTHS = 67;

  /** One hash to be made. */
  private record Entry(String kernel, String set, boolean isLong, Hashing hashing) {
    String key() {
      return kernel + " " + set;
    }
  }

  @FunctionalInterface
  private interface Hashing {
    void into(Hash hash);
  }

  /** The hash of floats. */
  private static final class Hash {
    private long state = 0xcbf29ce484222325L;

    void add(float value) {
      int bits = Float.floatToIntBits(value);
      state = (state ^ (bits & 0xffffffffL)) * 0x9e3779b97f4a7c15L;
      state ^= state >>> 32;
    }

    void add(float[] values, int n) {
      for (int i = 0; i < n; i++) {
        add(values[i]);
      }
    }
  }

  private GoldenHashes() {}

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (MapCase map : KernelTable.MAPS) {
      String kernel = "Activations." + map.name();
      entries.add(new Entry(kernel, "exponents", false, h -> map(h, map, Inputs.exponents())));
      for (int n : new int[] {1, 7, 1000, 100_000}) {
        entries.add(new Entry(kernel, "mixed-" + n, false, h -> map(h, map, mixed(n))));
      }
      entries.add(
          new Entry(
              kernel,
              "lengths-0-" + ALL_LENGTHS,
              false,
              h -> {
                for (int n = 0; n <= ALL_LENGTHS; n++) {
                  map(h, map, mixed(n));
                }
              }));
    }
    for (ZipCase zip : KernelTable.ZIPS) {
      String kernel = "ActivationGradients." + zip.name();
      for (int n : new int[] {1, 7, 1000, 100_000}) {
        entries.add(new Entry(kernel, "mixed-" + n, false, h -> zip(h, zip, n)));
      }
      entries.add(
          new Entry(
              kernel,
              "lengths-0-" + ALL_LENGTHS,
              false,
              h -> {
                for (int n = 0; n <= ALL_LENGTHS; n++) {
                  zip(h, zip, n);
                }
              }));
    }
    for (RowCase row : RowTable.ROWS) {
      addRows(entries, row, 1, 1, Style.NORMAL);
      addRows(entries, row, 3, 7, Style.NORMAL);
      entries.add(
          new Entry(
              row.name(),
              "lengths-0-" + ALL_LENGTHS,
              false,
              h -> {
                for (int n = 0; n <= ALL_LENGTHS; n++) {
                  row(h, row, 2, n, n % 2 == 0 ? Style.NORMAL : Style.HOSTILE);
                }
              }));
      addRows(entries, row, 270, 5, Style.NORMAL);
      addRows(entries, row, 40, 16, Style.HOSTILE);
      addRows(entries, row, 33, 8, Style.SPECIAL);
      addRows(entries, row, 2, 1000, Style.NORMAL);
      addRows(entries, row, 4, 333, Style.WIDE);
      addRows(entries, row, 18, 100, Style.HOSTILE);
      addRows(entries, row, 12, 50, Style.SPECIAL);
      addRows(entries, row, 1, 32_000, Style.NORMAL);
      addRows(entries, row, 1, 40_000, Style.NORMAL);
      addRows(entries, row, 9, 33_000, Style.HOSTILE);
      addRows(entries, row, 6, 33_000, Style.SPECIAL);
      addRows(entries, row, 1, 128_256, Style.NORMAL);
      // The longest row that takes the short way, and one that is read for its logsumexp first.
      addRows(entries, row, 1, 524_288, Style.NORMAL);
      addRows(entries, row, 1, 524_289, Style.NORMAL);
    }
    for (MatrixCalls.Call call : MatrixCalls.CALLS) {
      addCall(entries, call, 1, 1);
      addCall(entries, call, 3, 7);
      addCall(entries, call, 5, 1000);
      addCall(entries, call, 2, 5001);
      entries.add(
          new Entry(
              call.name(),
              "lengths-0-" + ALL_LENGTHS,
              false,
              h -> {
                for (int n = 0; n <= ALL_LENGTHS; n++) {
                  call(h, call, 2, n);
                }
              }));
    }
    return entries;
  }

  private static void addCall(List<Entry> entries, MatrixCalls.Call call, int rows, int cols) {
    String set = rows + "x" + cols;
    entries.add(new Entry(call.name(), set, false, h -> call(h, call, rows, cols)));
  }

  private static void addRows(List<Entry> entries, RowCase row, int rows, int cols, Style style) {
    String set = rows + "x" + cols + "-" + style.name().toLowerCase(Locale.ROOT);
    entries.add(new Entry(row.name(), set, cols >= LONG_ROW, h -> row(h, row, rows, cols, style)));
  }

  private static float[] mixed(int n) {
    return new Inputs(n).mixed(n, Inputs.exponents());
  }

  private static void map(Hash hash, MapCase map, float[] x) {
    float[] dst = new float[x.length];
    map.arrays().apply(x, 0, dst, 0, x.length);
    hash.add(dst, x.length);
  }

  private static void zip(Hash hash, ZipCase zip, int n) {
    float[] x = mixed(n);
    float[] y = new Inputs(~n).mixed(n, Inputs.exponents());
    float[] dst = new float[n];
    zip.arrays().apply(x, 0, y, 0, dst, 0, n);
    hash.add(dst, n);
  }

  private static void row(Hash hash, RowCase row, int rows, int cols, Style style) {
    RowInputs inputs = RowTable.inputs(row, rows, cols, style, 1000L * rows + cols);
    float[] dst = new float[rows * cols];
    float[] results = new float[rows];
    hash.add(row.call().run(inputs.operands(dst, results)));
    hash.add(results, rows);
    hash.add(dst, dst.length);
  }

  private static void call(Hash hash, MatrixCalls.Call call, int rows, int cols) {
    MatrixCalls.Operands operands = new MatrixCalls.Operands(rows, cols);
    hash.add(call.body().run(operands));
    for (float[] output : operands.outputs()) {
      hash.add(output, output.length);
    }
  }

  private static String hash(Entry entry) {
    Hash hash = new Hash();
    entry.hashing.into(hash);
    return String.format("%016x", hash.state);
  }

  private static Map<String, String> parse(List<String> lines) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int space = line.lastIndexOf(' ');
      if (space < 0 || !line.substring(space + 1).matches("[0-9a-f]{16}")) {
        throw new IllegalArgumentException("not a line of golden hashes: " + line);
      }
      if (hashes.put(line.substring(0, space), line.substring(space + 1)) != null) {
        throw new IllegalArgumentException("twice in the golden hashes: " + line);
      }
    }
    return hashes;
  }

  /**
   * What is checked.
   *
   * @param onlyShort whether to leave out the long rows
   * @param kernels has to be found in kernel and set
   * @param threads each of them does all of it
   * @param verified lines that are taken for compared, and where those go that are equal; null for
   *     none
   */
  record Scope(boolean onlyShort, Pattern kernels, int threads, Path verified) {

    static final Scope ALL = new Scope(false, Pattern.compile(""), 1, null);
    static final Scope SHORT = new Scope(true, ALL.kernels, 1, null);

    private boolean holds(Entry entry) {
      return !(onlyShort && entry.isLong) && names(entry.key());
    }

    private boolean names(String key) {
      return kernels.matcher(key).find();
    }
  }

  /**
   * The result of a check.
   *
   * @param compared hashes compared now
   * @param earlier lines of the file that were compared earlier
   * @param leftOut lines of the file that the scope leaves out
   * @param differences what is wrong, in sentences
   */
  record Result(int compared, int earlier, int leftOut, List<String> differences) {}

  /**
   * Compares what the kernels return now with golden hashes.
   *
   * @param lines of the file
   * @param scope what to compare
   */
  static Result check(List<String> lines, Scope scope) throws IOException {
    Map<String, String> golden = parse(lines);
    List<Entry> all = entries();
    Set<String> unknown = new TreeSet<>(golden.keySet());
    all.forEach(entry -> unknown.remove(entry.key()));
    unknown.removeIf(key -> !scope.names(key));
    List<String> differences = Collections.synchronizedList(new ArrayList<>());
    unknown.forEach(key -> differences.add(key + ": in the file, but no such kernel or set"));
    Set<String> verified =
        scope.verified != null && Files.exists(scope.verified)
            ? new HashSet<>(Files.readAllLines(scope.verified))
            : Set.of();
    List<Entry> inScope = all.stream().filter(scope::holds).toList();
    List<Entry> entries =
        inScope.stream()
            .filter(e -> !verified.contains(e.key() + " " + golden.get(e.key())))
            .toList();
    onThreads(scope.threads, entries, entry -> compare(entry, golden, scope, differences));
    int known = inScope.stream().mapToInt(e -> golden.containsKey(e.key()) ? 1 : 0).sum();
    return new Result(
        entries.size() * scope.threads,
        inScope.size() - entries.size(),
        golden.size() - known - unknown.size(),
        differences);
  }

  private static void compare(
      Entry entry, Map<String, String> golden, Scope scope, List<String> differences) {
    long start = System.nanoTime();
    String key = entry.key();
    String hash = hash(entry);
    String expected = golden.get(key);
    if (expected == null) {
      differences.add(key + ": not in the file, is " + hash);
    } else if (!expected.equals(hash)) {
      differences.add(key + ": expected " + expected + ", got " + hash);
    } else if (scope.verified != null) {
      try {
        Files.writeString(
            scope.verified,
            key + " " + hash + System.lineSeparator(),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      System.out.printf(Locale.ROOT, "%7.1f s  %s%n", (System.nanoTime() - start) / 1e9, key);
    }
  }

  /** Every thread takes up all entries, each beginning with another. */
  private static void onThreads(int threads, List<Entry> entries, Consumer<Entry> task) {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        List<Entry> mine = new ArrayList<>(entries);
        Collections.rotate(mine, -thread * entries.size() / threads);
        futures.add(executor.submit(() -> mine.forEach(task)));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The lines of a file for this machine. */
  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Hashes of what every kernel returns for fixed inputs: kernel, set of inputs, hash.");
    lines.add(
        "# A hash that changes is a change of the definition. GoldenHashes says how to write this.");
    Set<String> keys = new HashSet<>();
    for (Entry entry : entries()) {
      if (!keys.add(entry.key())) {
        throw new IllegalStateException("two sets are called " + entry.key());
      }
      lines.add(entry.key() + " " + hash(entry));
    }
    return lines;
  }

  private static boolean passes(String file, Scope scope, String when) throws IOException {
    long start = System.nanoTime();
    Result result = check(Files.readAllLines(Path.of(file)), scope);
    result.differences.forEach(System.out::println);
    System.out.printf(
        Locale.ROOT,
        "%s%d golden hashes compared, %d differences, %d compared earlier, %d lines left out,"
            + " %.1f s%n",
        when,
        result.compared,
        result.differences.size(),
        result.earlier,
        result.leftOut,
        (System.nanoTime() - start) / 1e9);
    return result.compared + result.earlier > 0 && result.differences.isEmpty();
  }

  /** The words' option of this name and its value, both taken away; null if it is not there. */
  private static String take(List<String> words, String option) {
    int at = words.indexOf(option);
    if (at < 0 || at + 1 == words.size()) {
      return null;
    }
    words.remove(at);
    return words.remove(at);
  }

  /** Checks or writes; see above. */
  public static void main(String[] arguments) throws Exception {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    boolean onlyShort = words.remove("--short");
    String kernels = take(words, "--kernels");
    String threads = take(words, "--threads");
    String verified = take(words, "--verified");
    boolean options = onlyShort || kernels != null || threads != null || verified != null;
    String what = words.isEmpty() ? "" : words.getFirst();
    if (words.size() != 2 || !(what.equals("--check") || (what.equals("--write") && !options))) {
      System.err.println(
          "usage: GoldenHashes [--short] [--kernels REGEX] [--threads N] [--verified FILE]"
              + " --check FILE | --write FILE");
      System.exit(2);
    }
    String file = words.get(1);
    System.out.println(Backend.current());
    if (what.equals("--write")) {
      Files.write(Path.of(file), lines());
      return;
    }
    Scope scope =
        new Scope(
            onlyShort,
            kernels == null ? Scope.ALL.kernels : Pattern.compile(kernels),
            threads == null ? 1 : Integer.parseInt(threads),
            verified == null ? null : Path.of(verified));
    boolean warmsUp =
        Backend.current().vector() && !"none".equals(System.getProperty("lanewise.warmUp"));
    boolean passed = passes(file, scope, warmsUp ? "before warm-up: " : "");
    if (warmsUp) {
      boolean warm = Backend.awaitWarmUp(Duration.ofMinutes(10));
      passed &= warm && passes(file, scope, "after warm-up: ");
    }
    System.exit(passed ? 0 : 1);
  }
}
