package org.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lanewise.Backend;

/**
 * Test vectors of others: the operator tests of ONNX, and values and gradients that PyTorch
 * computed in float64. They lie outside the repository; where they are absent this says so and is
 * skipped.
 */
class ConformanceTest {

  private static final String FOLDER_PROPERTY = "lanewise.conformance";
  private static final Path FOLDER =
      Path.of(System.getProperty(FOLDER_PROPERTY, "../shared/conformance"));
  private static final Path REPORT_FILE = Path.of("target", "conformance.txt");

  private static Report report;
  private static Set<Suite> started;

  @BeforeAll
  static void findVectors() {
    report = new Report();
    started = EnumSet.noneOf(Suite.class);
    if (!Files.isDirectory(FOLDER)) {
      String message = "no test vectors in " + FOLDER.toAbsolutePath().normalize();
      if (System.getProperty(FOLDER_PROPERTY) != null) {
        throw new AssertionError(message + ", which -D" + FOLDER_PROPERTY + " names");
      }
      System.out.println("conformance: not run, " + message);
      abort(message);
    }
  }

  @TestFactory
  Stream<DynamicTest> onnx() {
    return tests(Suite.ONNX);
  }

  @TestFactory
  Stream<DynamicTest> torch() {
    return tests(Suite.TORCH);
  }

  private static Stream<DynamicTest> tests(Suite suite) {
    started.add(suite);
    return Case.load(FOLDER, suite).stream().map(c -> dynamicTest(c.name(), () -> run(c)));
  }

  private static void run(Case c) {
    Row row = Coverage.row(c);
    String reason = row.whyNot(c);
    if (reason != null) {
      report.skipped(c, reason);
      abort(reason);
    }
    Outputs outputs = new Outputs(c, row);
    row.adapter().run(c, outputs);
    report.ran(c, outputs);
    outputs.finish();
  }

  @AfterAll
  static void writeReport() throws IOException {
    if (started.isEmpty()) {
      return;
    }
    String head = report.headline() + "\n" + "backend: " + Backend.current() + "\n";
    Files.createDirectories(REPORT_FILE.getParent());
    Files.writeString(REPORT_FILE, head + report.summary() + report.details());
    System.out.print(head + report.summary());
    if (started.contains(Suite.ONNX)) {
      atLeast(Suite.ONNX, Coverage.ONNX_CASES, Coverage.ONNX_RUN);
    }
    if (started.contains(Suite.TORCH)) {
      atLeast(Suite.TORCH, Coverage.TORCH_CASES, Coverage.TORCH_RUN);
    }
  }

  private static void atLeast(Suite suite, int cases, int run) {
    assertTrue(
        report.total(suite) >= cases,
        suite + ": " + report.total(suite) + " cases, there were " + cases);
    assertTrue(
        report.run(suite) >= run,
        suite + ": " + report.run(suite) + " cases run, there were " + run);
  }
}
