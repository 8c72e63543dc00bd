package org.lanewise.jmh;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.lanewise.jmh.Plan.Part;
import org.lanewise.jmh.peers.PeerKind;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@link Bench}. */
final class BenchOptions {

  private static final String ALL = "all";
  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);

  @ArgGroup Kind kind = new Kind();

  static final class Kind {
    @Option(
        names = "--smoke",
        description =
            "Every kernel once against its naive loop, then a few figures; fails if they cannot be"
                + " true. Within a minute.")
    boolean smoke;

    @Option(names = "--quick", description = "The least that fills a page. Within three minutes.")
    boolean quick;

    @Option(
        names = "--full",
        description =
            "Publishable, in up to two hours: the main kernels and those of --kernel at every"
                + " size in two JVMs each, all others at three sizes, all widths and thread counts"
                + " of the probe, first calls. With --kernel all every kernel at every size, in eight hours.")
    boolean full;
  }

  @Option(
      names = "--part",
      split = ",",
      paramLabel = "PART",
      converter = PartConverter.class,
      description =
          "These parts only: probe, kernels, first-calls. All of them, but with --kernel only"
              + " kernels.")
  List<Part> parts = List.of();

  @Option(
      names = "--peers",
      description =
          "Compare with other libraries, all in one JVM for each row: ns/element, ratios, largest"
              + " errors. Some eight minutes; --quick or filters make it shorter. Downloads some"
              + " hundred megabytes the first time. Native libraries need a C compiler and"
              + " libxnnpack0, libsleef-dev, libhwy-dev, libdnnl-dev; a peer that cannot be had is"
              + " named with the reason.")
  boolean peers;

  @Option(
      names = "--kernel",
      split = ",",
      paramLabel = "NAME",
      description = "These kernels only, or all; --list names them.")
  List<String> kernels = List.of();

  @Option(
      names = "--size",
      split = ",",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "These sizes only: 1024, 64Ki, 4Mi, or rows x columns such as 64x1000.")
  List<Size> sizes = List.of();

  @Option(
      names = "--container",
      split = ",",
      paramLabel = "WHERE",
      description = "These only: array, native. First calls are on arrays.")
  List<String> containers = List.of();

  @Option(
      names = "--path",
      split = ",",
      paramLabel = "PATH",
      description = "These only: scalar, vector, naive; with --peers, these libraries.")
  List<String> paths = List.of();

  @Option(
      names = "--bits",
      split = ",",
      paramLabel = "N",
      description =
          "Vectors of these widths only: 64, 128, 256, 512; the widest is that of the vector path"
              + " (lanewise.vectorBits), the only one of first calls and peers.")
  List<Integer> bits = List.of();

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      converter = ThreadsConverter.class,
      description =
          "Numbers of threads, each on memory of its own: 1, 2, … or all. Without it kernels run on"
              + " one, the probe on one and on all; first calls and peers always run on one.")
  List<Integer> threads = List.of();

  @Option(names = "--forks", paramLabel = "N", description = "JVMs for each figure.")
  Integer forks;

  @Option(
      names = "--mixed",
      description = "Run every kernel in every container first, as large applications do.")
  boolean mixed;

  @Option(
      names = "--jvm-arg",
      paramLabel = "ARG",
      description = "Give this to the JVMs that measure; may be repeated.")
  List<String> jvmArgs = List.of();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write FILE.html and so on instead of bench-results/<time>-<kind>.html.")
  Path output;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call this run in the page and in comparisons; else the CPU's name.")
  String name;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto (on a terminal, the default), always or never.")
  String color = "auto";

  @Option(names = "--list", description = "Name the kernels (with --peers the libraries) and end.")
  boolean list;

  @Option(
      names = "--dry-run",
      description = "Say how many figures there are and how long they take, and end.")
  boolean dryRun;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Say this and end.")
  boolean help;

  Effort effort() {
    Effort effort =
        kind.full
            ? Effort.FULL
            : kind.smoke ? Effort.SMOKE : kind.quick ? Effort.QUICK : Effort.DEFAULT;
    if (forks == null) {
      return kernels.isEmpty() ? effort : effort.withForks(effort.forks());
    }
    return effort.withForks(forks);
  }

  List<Part> parts() {
    if (!parts.isEmpty()) {
      return parts;
    }
    return kernels.isEmpty() ? List.of(Part.values()) : List.of(Part.KERNELS);
  }

  /** What is to be planned for a machine. */
  Plan.Request request(List<Integer> machineWidths, int processors, Long lastCache) {
    return new Plan.Request(
        effort(),
        parts(),
        kernels,
        sizes,
        containers,
        paths,
        threads.stream().distinct().sorted().toList(),
        bits.stream().distinct().sorted().toList(),
        machineWidths,
        processors,
        lastCache,
        mixed ? "mixed" : "clean");
  }

  /** Refuses what cannot be measured. */
  void check(CommandSpec spec) {
    if (kernels.contains(ALL)) {
      kernels = peers ? PeerKind.kernels() : Plan.kernels();
    }
    kernels = kernels.stream().distinct().toList();
    requireAll(spec, "--kernel", kernels, peers ? PeerKind.kernels() : Plan.kernels());
    requireAll(spec, "--container", containers, Floats.CONTAINERS);
    requireAll(spec, "--path", paths, peers ? PeerKind.names() : Row.PATHS);
    requireAll(spec, "--color", List.of(color), List.of("auto", "always", "never"));
    requireAll(spec, "--bits", bits, WIDTHS);
    if (peers) {
      requirePeersHeed(spec);
    } else {
      requirePartsHeed(spec);
    }
    if (forks != null && forks < 1) {
      throw new ParameterException(spec.commandLine(), "--forks is " + forks + ", not 1 or more");
    }
  }

  private void requirePeersHeed(CommandSpec spec) {
    if (kind.smoke || mixed || !containers.isEmpty() || !parts.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--peers goes with none of --smoke, --mixed, --container, --part");
    }
    refuse(spec, !threads.isEmpty(), "--threads", "peers run on one thread");
    refuse(spec, bits.size() > 1, "--bits with more than one width", "peers run beside the widest");
    List<String> chosen = kernels.isEmpty() ? PeerKind.kernels() : kernels;
    for (String path : paths) {
      boolean none = chosen.stream().noneMatch(k -> PeerKind.namesFor(k).contains(path));
      refuse(spec, none, "--path " + path, "it has none of " + String.join(", ", chosen));
    }
  }

  /** Refuses filters that no part of the run heeds: it would measure other things than asked. */
  private void requirePartsHeed(CommandSpec spec) {
    boolean probe = parts().contains(Part.PROBE);
    boolean timed = parts().contains(Part.KERNELS);
    boolean called = timed || parts().contains(Part.FIRST_CALLS);
    boolean copyOnly = kernels.equals(List.of(Row.COPY));
    boolean vector = paths.isEmpty() || paths.contains("vector");
    refuse(spec, !kernels.isEmpty() && !called, "--kernel", "the probe runs no kernel");
    refuse(spec, copyOnly && !timed, "--kernel copy", "first calls are of kernels");
    refuse(spec, !paths.isEmpty() && !called, "--path", "the probe has none");
    refuse(spec, !paths.isEmpty() && copyOnly, "--path", "a copy has none");
    refuse(
        spec, !containers.isEmpty() && !probe && !timed, "--container", "first calls take arrays");
    refuse(
        spec, !threads.isEmpty() && !probe && !timed, "--threads", "first calls run on one thread");
    refuse(spec, mixed && (!timed || copyOnly), "--mixed", "no times of kernels are measured");
    if (!bits.isEmpty() && !probe) {
      int most = Collections.max(bits);
      refuse(spec, !vector || copyOnly, "--bits", "no vector path is measured");
      refuse(
          spec,
          bits.stream().anyMatch(b -> b < most && (!timed || b < Plan.LEAST_KERNEL_WIDTH)),
          "--bits with these widths",
          timed
              ? "kernels take " + Plan.LEAST_KERNEL_WIDTH + " bits or more"
              : "first calls take the widest");
    }
  }

  private static void refuse(CommandSpec spec, boolean ignored, String option, String why) {
    if (ignored) {
      throw new ParameterException(
          spec.commandLine(), option + " would change nothing here: " + why);
    }
  }

  private static <T> void requireAll(
      CommandSpec spec, String option, List<T> values, List<T> known) {
    for (T value : values) {
      if (!known.contains(value)) {
        String all = String.join(", ", known.stream().map(Object::toString).toList());
        throw new ParameterException(
            spec.commandLine(), option + " is \"" + value + "\", not one of " + all);
      }
    }
  }

  /** Reads sizes. */
  static final class SizeConverter implements CommandLine.ITypeConverter<Size> {
    @Override
    public Size convert(String value) {
      try {
        return Size.parse(value);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads parts of a run. */
  private static final class PartConverter implements CommandLine.ITypeConverter<Part> {
    @Override
    public Part convert(String value) {
      for (Part part : Part.values()) {
        if (part.toString().equals(value.toLowerCase(Locale.ROOT))) {
          return part;
        }
      }
      throw new CommandLine.TypeConversionException(
          "\"" + value + "\" is not one of " + List.of(Part.values()));
    }
  }

  /** Reads numbers of threads. */
  private static final class ThreadsConverter implements CommandLine.ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.equals("all")) {
        return Runtime.getRuntime().availableProcessors();
      }
      try {
        int threads = Integer.parseInt(value);
        if (threads > 0) {
          return threads;
        }
      } catch (NumberFormatException e) {
        // The message below serves.
      }
      throw new CommandLine.TypeConversionException(
          "\"" + value + "\" is neither a number from 1 nor all");
    }
  }
}
