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
    Path base = asked != null ? asked : Path.of("bench-results", time + "-" + kind);
    if (base.getFileName() == null || base.getFileName().toString().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--output is \"" + base + "\", not the name of a file");
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
