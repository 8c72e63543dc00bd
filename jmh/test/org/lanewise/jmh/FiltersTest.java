package org.lanewise.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Every filter changes what is measured, or is refused. */
class FiltersTest {

  private static final List<Integer> WIDTHS = List.of(64, 128, 256);

  @Command
  private static final class Holder {
    @Spec private CommandSpec spec;
    @Mixin private BenchOptions options = new BenchOptions();
  }

  /** A filter, and what it is added to. */
  private record Filter(List<String> base, List<String> added) {
    static Filter of(String base, String added) {
      return new Filter(words(base), words(added));
    }

    private static List<String> words(String text) {
      return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
  }

  private static final List<Filter> FILTERS =
      List.of(
          Filter.of("", "--kernel tanh"),
          Filter.of("", "--kernel copy"),
          Filter.of("", "--size 2Ki"),
          Filter.of("", "--container native"),
          Filter.of("", "--path naive"),
          Filter.of("--kernel copy", "--path naive"),
          Filter.of("", "--threads 3"),
          Filter.of("", "--mixed"),
          Filter.of("--kernel copy", "--mixed"),
          Filter.of("", "--bits 128"),
          Filter.of("--path naive", "--bits 128"),
          Filter.of("--kernel copy", "--bits 128"),
          // Of several values of an option the last counts for the base.
          Filter.of("--kernel relu --bits 256", "--bits 128"),
          Filter.of("--bits 256", "--bits 64"),
          Filter.of("--threads 3 --bits 256", "--bits 128"));

  private static Holder parse(List<String> args) {
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(args.toArray(String[]::new));
    return holder;
  }

  private static BenchOptions checked(List<String> args) {
    Holder holder = parse(args);
    holder.options.check(holder.spec);
    return holder.options;
  }

  /** What each JVM of a run gets to do. */
  private static Set<String> measured(BenchOptions asked) {
    int most = asked.bits.isEmpty() ? WIDTHS.getLast() : Collections.max(asked.bits);
    List<Integer> widths = WIDTHS.stream().filter(width -> width <= most).toList();
    List<Row> rows =
        asked.peers
            ? Plan.peerRows(asked.effort(), asked.kernels, asked.sizes, asked.paths)
            : Plan.rows(asked.request(widths, 8, 1L << 25));
    Set<String> all = new HashSet<>();
    for (Row row : rows) {
      for (String path : row.paths()) {
        boolean widest = path.equals("vector") || path.equals(Row.COLD) || asked.peers;
        all.add(
            String.join(
                " ",
                row.label(),
                path,
                row.params(path).toString(),
                row.jvmArgs(path).toString(),
                widest ? most + " bits" : ""));
      }
    }
    return all;
  }

  private static List<String> join(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  @Test
  void everyFilterChangesThePlanOrIsRefused() {
    int refused = 0;
    for (String kind : List.of("", "--smoke", "--quick", "--full")) {
      for (String parts :
          List.of(
              "",
              "--part probe",
              "--part kernels",
              "--part first-calls",
              "--part probe,kernels",
              "--part probe,first-calls",
              "--part kernels,first-calls")) {
        for (Filter filter : FILTERS) {
          List<String> base = join(join(Filter.words(kind), Filter.words(parts)), filter.base());
          List<String> args = join(base, filter.added());
          if (isRefused(base)) {
            continue;
          }
          Set<String> without = measured(checked(base));
          Set<String> with = measured(parse(args).options);
          if (isRefused(args)) {
            refused++;
            assertTrue(without.containsAll(with), args + " is refused for nothing");
          } else {
            assertNotEquals(without, with, args + " changes nothing");
          }
        }
      }
    }
    assertTrue(refused >= 40, "only " + refused + " were refused");
  }

  private static boolean isRefused(List<String> args) {
    try {
      checked(args);
      return false;
    } catch (ParameterException e) {
      return true;
    }
  }

  @Test
  void refusalNamesTheOptionAndWhy() {
    ParameterException refusal =
        assertThrows(
            ParameterException.class,
            () -> checked(List.of("--part", "first-calls", "--threads", "2")));
    assertEquals(
        "--threads would change nothing here: first calls run on one thread", refusal.getMessage());
  }

  @Test
  void peersHeedTheirFilters() {
    Set<String> all = measured(checked(List.of("--peers")));
    for (String filter :
        List.of("--kernel exp", "--size 2Ki", "--path lanewise,sleef", "--bits 128", "--quick")) {
      assertNotEquals(all, measured(checked(join(List.of("--peers"), Filter.words(filter)))));
    }
    for (String filter :
        List.of("--threads 2", "--bits 128,256", "--kernel relu --path lanewise,jafama")) {
      assertTrue(isRefused(join(List.of("--peers"), Filter.words(filter))), filter);
    }
  }

  @Test
  void firstCallsHeedSizesAndPaths() {
    List<Row> rows = new ArrayList<>();
    List<String> args =
        List.of("--part", "first-calls", "--kernel", "relu,softmax", "--size", "16,2x8");
    rows.addAll(Plan.rows(checked(args).request(WIDTHS, 8, null)));
    assertEquals(
        List.of("relu 16", "softmax 1x16", "softmax 2x8"),
        rows.stream().map(row -> row.kernel() + " " + row.sizeLabel()).toList(),
        "relu has no rows, and so one of these sizes");
    List<String> naive = join(args, List.of("--path", "naive"));
    rows = Plan.rows(checked(naive).request(WIDTHS, 8, null));
    assertEquals(List.of("naive"), rows.getFirst().paths());
  }
}
