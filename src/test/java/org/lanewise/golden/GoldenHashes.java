package org.lanewise.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
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
 * unknown; {@code --short} in front leaves out the long rows, for slow JVMs. Where kernels warm up,
 * the check runs twice, before and after; {@code -Dlanewise.warmUp=none} takes the vector loops at
 * once.
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
      addRows(entries, row, 2, 1000, Style.NORMAL);
      addRows(entries, row, 4, 333, Style.WIDE);
      addRows(entries, row, 18, 100, Style.HOSTILE);
      addRows(entries, row, 12, 50, Style.SPECIAL);
      addRows(entries, row, 1, 32_000, Style.NORMAL);
      addRows(entries, row, 1, 40_000, Style.NORMAL);
      addRows(entries, row, 9, 33_000, Style.HOSTILE);
      addRows(entries, row, 6, 33_000, Style.SPECIAL);
      addRows(entries, row, 1, 128_256, Style.NORMAL);
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

  /** The hashes on this machine: kernel and set, and hash. */
  private static Map<String, String> compute(List<Entry> entries) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Hash hash = new Hash();
      entry.hashing.into(hash);
      String previous = hashes.put(entry.key(), String.format("%016x", hash.state));
      if (previous != null) {
        throw new IllegalStateException("two sets are called " + entry.key());
      }
    }
    return hashes;
  }

  private static List<Entry> entries(boolean onlyShort) {
    return entries().stream().filter(entry -> !onlyShort || !entry.isLong).toList();
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

  /** The result of a check. */
  record Result(int compared, List<String> differences) {}

  /**
   * Compares what the kernels return now with golden hashes.
   *
   * @param lines of the file
   * @param onlyShort whether to leave out the long rows
   */
  static Result check(List<String> lines, boolean onlyShort) {
    Map<String, String> golden = parse(lines);
    List<String> differences = new ArrayList<>();
    TreeSet<String> unknown = new TreeSet<>(golden.keySet());
    for (Entry entry : entries()) {
      unknown.remove(entry.key());
    }
    for (String key : unknown) {
      differences.add(key + ": in the file, but no such kernel or set");
    }
    Map<String, String> hashes = compute(entries(onlyShort));
    hashes.forEach(
        (key, hash) -> {
          String expected = golden.get(key);
          if (expected == null) {
            differences.add(key + ": not in the file, is " + hash);
          } else if (!expected.equals(hash)) {
            differences.add(key + ": expected " + expected + ", got " + hash);
          }
        });
    return new Result(hashes.size(), differences);
  }

  /** The lines of a file for this machine. */
  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Hashes of what every kernel returns for fixed inputs: kernel, set of inputs, hash.");
    lines.add(
        "# A hash that changes is a change of the definition. GoldenHashes says how to write this.");
    compute(entries()).forEach((key, hash) -> lines.add(key + " " + hash));
    return lines;
  }

  private static boolean passes(String file, boolean onlyShort, String when) throws IOException {
    long start = System.nanoTime();
    Result result = check(Files.readAllLines(Path.of(file)), onlyShort);
    result.differences.forEach(System.out::println);
    System.out.printf(
        Locale.ROOT,
        "%s%d golden hashes compared, %d differences, %.1f s%n",
        when,
        result.compared,
        result.differences.size(),
        (System.nanoTime() - start) / 1e9);
    return result.compared > 0 && result.differences.isEmpty();
  }

  /** Checks or writes; see above. */
  public static void main(String[] arguments) throws Exception {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    boolean onlyShort = words.remove("--short");
    String what = words.isEmpty() ? "" : words.getFirst();
    if (words.size() != 2 || !(what.equals("--check") || (what.equals("--write") && !onlyShort))) {
      System.err.println("usage: GoldenHashes [--short] --check FILE | --write FILE");
      System.exit(2);
    }
    String file = words.get(1);
    System.out.println(Backend.current());
    if (what.equals("--write")) {
      Files.write(Path.of(file), lines());
      return;
    }
    boolean warmsUp =
        Backend.current().vector() && !"none".equals(System.getProperty("lanewise.warmUp"));
    boolean passed = passes(file, onlyShort, warmsUp ? "before warm-up: " : "");
    if (warmsUp) {
      boolean warm = Backend.awaitWarmUp(Duration.ofMinutes(10));
      passed &= warm && passes(file, onlyShort, "after warm-up: ");
    }
    System.exit(passed ? 0 : 1);
  }
}
