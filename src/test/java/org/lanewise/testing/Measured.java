package org.lanewise.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keeps the largest errors that tests have measured, one file a test class in {@code
 * target/measured}; {@code scripts/figures.sh errors} takes them into the README's table.
 */
public final class Measured {

  private static final Map<Class<?>, Map<String, Double>> ERRORS = new HashMap<>();

  private Measured() {}

  /**
   * An error in ULP, or in whatever the bound of the kernel counts.
   *
   * @param test who has measured it
   * @param kernel the kernel, as benchmarks call it
   * @param error the error
   */
  public static void ulp(Class<?> test, String kernel, double error) {
    note(test, kernel + " sample ulp", error);
  }

  /** An error as a share of the kernel's bound, where that is not in ULP alone. */
  public static void share(Class<?> test, String kernel, double share) {
    note(test, kernel + " sample share", share);
  }

  private static synchronized void note(Class<?> test, String what, double error) {
    Map<String, Double> errors = ERRORS.computeIfAbsent(test, key -> new TreeMap<>());
    errors.merge(what, error, Math::max);
    String text =
        errors.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.6f%n", e.getKey(), e.getValue()))
            .collect(Collectors.joining());
    Path root = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
    try {
      Path folder = Files.createDirectories(root.resolve("target").resolve("measured"));
      Files.writeString(folder.resolve(test.getSimpleName() + ".txt"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
