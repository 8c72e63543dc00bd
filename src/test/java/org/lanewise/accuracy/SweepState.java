package org.lanewise.accuracy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file that lets a sweep go on where it was stopped: a line for the code that was swept, then a
 * line for each part that is done. A line that was not finished is done again.
 */
final class SweepState implements AutoCloseable {

  private static final int FIELDS = 11;

  private final Map<String, Sweep.Result> done = new HashMap<>();
  private final BufferedWriter out;
  private final boolean outdated;

  /**
   * Opens the file, or begins it.
   *
   * @param file where it is
   * @param code what is swept; results of other code are dropped
   */
  SweepState(Path file, String code) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      boolean same = !lines.isEmpty() && lines.getFirst().equals(code);
      outdated = !lines.isEmpty() && !same;
      if (same) {
        lines.forEach(this::read);
      }
      out =
          Files.newBufferedWriter(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              same ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
      out.write(same ? "\n" : code + "\n");
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there was a file of other code. */
  boolean outdated() {
    return outdated;
  }

  /** The result of a part, null if it has to be swept. */
  synchronized Sweep.Result get(String name, int part) {
    return done.get(key(name, part));
  }

  /** Keeps the result of a part. */
  synchronized void put(String name, int part, Sweep.Result result) {
    Tally t = result.tally;
    done.put(key(name, part), result);
    try {
      out.write(
          String.join(
              " ",
              key(name, part),
              Long.toString(t.total),
              Long.toString(t.correct),
              Double.toHexString(t.max),
              Long.toHexString(t.worst),
              Double.toHexString(t.rest),
              Long.toString(t.wrongZeros),
              Long.toHexString(t.wrongZero),
              Long.toString(result.differences),
              Integer.toHexString(result.firstDifference),
              "end\n"));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(String name, int part) {
    return name + "/" + part;
  }

  private void read(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS || !fields[FIELDS - 1].equals("end")) {
      return;
    }
    Sweep.Result result = new Sweep.Result();
    Tally t = result.tally;
    t.total = Long.parseLong(fields[1]);
    t.correct = Long.parseLong(fields[2]);
    t.max = Double.parseDouble(fields[3]);
    t.worst = Long.parseUnsignedLong(fields[4], 16);
    t.rest = Double.parseDouble(fields[5]);
    t.wrongZeros = Long.parseLong(fields[6]);
    t.wrongZero = Long.parseUnsignedLong(fields[7], 16);
    result.differences = Long.parseLong(fields[8]);
    result.firstDifference = Integer.parseUnsignedInt(fields[9], 16);
    done.put(fields[0], result);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
