package org.lanewise.jmh.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CPU time that Linux leaves to the control group of this process: version 1 or 2 of cgroups,
 * or both. A limit of any group above it counts as well; the smallest wins.
 */
final class CpuQuota {

  private static final Pattern LIMIT = Pattern.compile("(\\d+)\\s+(\\d+)");

  /** In mountinfo between what a mount is and what is mounted. */
  private static final String SEPARATOR = " - ";

  private CpuQuota() {}

  /**
   * The limit in processors; null if there is none.
   *
   * @param root of the file system; tests have their own
   */
  static Double find(Path root) throws IOException {
    Path self = root.resolve("proc/self");
    if (!Files.exists(self.resolve("mountinfo"))) {
      return null;
    }
    List<String> groups = Files.readAllLines(self.resolve("cgroup"));
    Double least = null;
    for (String mount : Files.readAllLines(self.resolve("mountinfo"))) {
      int separator = mount.indexOf(SEPARATOR);
      String[] kind = mount.substring(separator + SEPARATOR.length()).split(" ");
      boolean second = kind[0].equals("cgroup2");
      if (second || (kind[0].equals("cgroup") && hasCpu(kind[2]))) {
        String[] place = mount.substring(0, separator).split(" ");
        Path shown = Path.of(place[3]);
        Path folder = root.resolve(place[4].substring(1));
        least = least(least, climb(folder, group(groups, second), shown));
      }
    }
    return least;
  }

  private static boolean hasCpu(String controllers) {
    return Arrays.asList(controllers.split(",")).contains("cpu");
  }

  /** The group of this process, from lines such as {@code 4:cpu,cpuacct:/path}. */
  private static Path group(List<String> lines, boolean second) {
    return lines.stream()
        .map(line -> line.split(":", 3))
        .filter(line -> second ? line[0].equals("0") : hasCpu(line[1]))
        .map(line -> Path.of(line[2]).normalize())
        .findFirst()
        .orElse(Path.of("/"));
  }

  /** The least limit of a group and of those above it that the mount shows. */
  private static Double climb(Path folder, Path group, Path shown) throws IOException {
    // A container may see its own group alone, as the root of the mount.
    Path inside = group.startsWith(shown) ? shown.relativize(group) : Path.of("");
    Double least = null;
    for (Path at = folder.resolve(inside); at.startsWith(folder); at = at.getParent()) {
      least = least(least, limit(at));
    }
    return least;
  }

  private static Double limit(Path group) throws IOException {
    Path second = group.resolve("cpu.max");
    Path first = group.resolve("cpu.cfs_quota_us");
    String text =
        Files.exists(second)
            ? Files.readString(second)
            : Files.exists(first)
                ? Files.readString(first) + Files.readString(group.resolve("cpu.cfs_period_us"))
                : "";
    // No limit is "max" or -1.
    Matcher matcher = LIMIT.matcher(text.strip());
    return matcher.matches()
        ? Double.valueOf(
            Double.parseDouble(matcher.group(1)) / Double.parseDouble(matcher.group(2)))
        : null;
  }

  private static Double least(Double a, Double b) {
    return a == null || (b != null && b < a) ? b : a;
  }
}
