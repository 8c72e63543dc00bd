package org.lanewise.jmh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this JVM's java runs another class of this class path, with other options. */
final class ChildCommand {

  private ChildCommand() {}

  /** A process with its output and its errors in one stream, not started yet. */
  static ProcessBuilder of(List<String> options, Class<?> main, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(words);
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
