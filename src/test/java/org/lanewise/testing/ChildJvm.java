package org.lanewise.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a JVM of its own, for what is decided once per JVM. */
public final class ChildJvm {

  /** What it printed, and how it ended. */
  public record Outcome(int exitCode, String output) {

    /** How often a text occurs. */
    public int count(String text) {
      int count = 0;
      for (int at = output.indexOf(text); at >= 0; at = output.indexOf(text, at + 1)) {
        count++;
      }
      return count;
    }
  }

  private static final int TIMEOUT_SECONDS = 120;

  private ChildJvm() {}

  /** Runs a class on the class path of this JVM. */
  public static Outcome run(List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(options);
    all.add("-cp");
    all.add(System.getProperty("java.class.path"));
    all.add(main.getName());
    all.addAll(List.of(arguments));
    return run(all);
  }

  /** Runs the java of this JVM. */
  public static Outcome run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.language=en");
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running: " + command + "\n" + output);
    }
    return new Outcome(process.exitValue(), output);
  }
}
