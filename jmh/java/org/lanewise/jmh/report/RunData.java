package org.lanewise.jmh.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * All that a run has found: what the JSON beside a page holds. {@code report.schema.json} describes
 * the format.
 *
 * @param format {@link #FORMAT}
 * @param version {@link #VERSION}
 * @param run what was run
 * @param facts what the figures depend on
 * @param summary what one may quote, a sentence each
 * @param peaks what the machine can do
 * @param measurements all that was measured
 * @param failures what could not be measured
 */
public record RunData(
    String format,
    int version,
    Run run,
    Facts facts,
    List<String> summary,
    Peaks peaks,
    List<Measurement> measurements,
    List<Failure> failures) {

  /** What the field {@code format} holds. */
  public static final String FORMAT = "lanewise-report";

  /** Grows when a field is taken away or changes its meaning; new fields leave it as it is. */
  public static final int VERSION = 1;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * What was run.
   *
   * @param name for people: machine and vector width
   * @param command as it was typed
   * @param kind smoke, quick, default or full
   * @param started time with its offset from UTC
   * @param seconds how long it took
   * @param complete whether it came to its end
   * @param forks JVMs for each figure
   */
  public record Run(
      String name,
      String command,
      String kind,
      String started,
      double seconds,
      boolean complete,
      int forks) {}

  /**
   * What the machine can do, from the probe; null where it was not probed.
   *
   * @param clockGigahertz the clock that a core had
   * @param fmaGigaflops fused multiply-adds of one thread at the widest vectors, two operations
   *     each
   * @param fmaGigaflopsAllThreads the same on all processors
   * @param memoryGigabytes copying memory beyond the last cache, one thread
   * @param memoryGigabytesAllThreads the same on all processors
   */
  public record Peaks(
      Double clockGigahertz,
      Double fmaGigaflops,
      Double fmaGigaflopsAllThreads,
      Double memoryGigabytes,
      Double memoryGigabytesAllThreads) {}

  /**
   * Something that could not be measured.
   *
   * @param what kernel, size and path
   * @param reason why
   */
  public record Failure(String what, String reason) {}

  /** The same run under another name, with some of its measurements. */
  public RunData with(String name, List<Measurement> kept) {
    Run renamed =
        new Run(
            name,
            run.command(),
            run.kind(),
            run.started(),
            run.seconds(),
            run.complete(),
            run.forks());
    return new RunData(format, version, renamed, facts, summary, peaks, kept, failures);
  }

  /** As JSON. */
  public String json() {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads the JSON of a run.
   *
   * @throws IllegalArgumentException if the file holds something else
   */
  public static RunData read(Path file) throws IOException {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(Files.readString(file));
      if (!tree.path("format").asText().equals(FORMAT)) {
        throw new IllegalArgumentException(
            file
                + " is not a report of scripts/bench.sh"
                + (tree.isArray() ? ", but JMH's own JSON" : ""));
      }
      int version = tree.path("version").asInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            file + " has version " + version + " of the format, not " + VERSION);
      }
      return MAPPER.treeToValue(tree, RunData.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not a report: " + e.getOriginalMessage(), e);
    }
  }

  /** What reads and writes the JSON. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }
}
