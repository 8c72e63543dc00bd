package org.lanewise.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the names of the files that a run writes begin with. */
final class OutputBase {

  private OutputBase() {}

  /**
   * Checks, before anything is measured, that files can be written there.
   *
   * @param spec the command, for its complaint
   * @param asked what was asked for; null for a name of the time in {@code bench-results}
   * @param kind the end of that name
   */
  static Path of(CommandSpec spec, Path asked, String kind) {
    String time = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").format(LocalDateTime.now());
    // The script runs in the folder of the project; what is asked for is meant from the caller's.
    Path from = Path.of(System.getProperty("lanewise.bench.from", ""));
    Path base = asked != null ? from.resolve(asked) : Path.of("bench-results", time + "-" + kind);
    if (asked != null && (asked.getFileName() == null || asked.toString().isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "--output is \"" + asked + "\", not the name of a file");
    }
    Path folder = base.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, base.getFileName().toString(), null));
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "Nothing can be written into " + folder + " (" + e + ")", e);
    }
    return base;
  }
}
