package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.testing.ChildJvm;
import org.lanewise.testing.ShowBackend;

/** Which path JVMs take that are started in different ways, and what they say about it. */
class BackendTest {

  private static final String MODULE = "--add-modules=jdk.incubator.vector";
  private static final String RESULTS = "results [0.0, 0.5, 1.0, NaN]";
  private static final String SCALAR_LOG = "WARNING: Lanewise uses its scalar path: ";

  private static boolean isX86() {
    return List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
  }

  private static ChildJvm.Outcome start(String... options) throws Exception {
    return ChildJvm.run(List.of(options), ShowBackend.class);
  }

  /**
   * A JVM that has to fall back.
   *
   * @param name what is special about it
   * @param options how it is started
   * @param reason why there are no vectors
   * @param remedy what helps
   */
  record Fallback(String name, List<String> options, String reason, String remedy) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Fallback> fallbacks() {
    String noC2 = "the JVM's optimising compiler C2 is off.";
    List<Fallback> all =
        new ArrayList<>(
            List.of(
                new Fallback(
                    "without the module",
                    List.of(),
                    "the module jdk.incubator.vector is not there.",
                    "Start the JVM with --add-modules jdk.incubator.vector."),
                new Fallback(
                    "interpreter",
                    List.of(MODULE, "-Xint"),
                    "the JVM only interprets (-Xint).",
                    "Start the JVM without -Xint."),
                new Fallback(
                    "C1", List.of(MODULE, "-XX:TieredStopAtLevel=1"), noC2, "TieredStopAtLevel"),
                new Fallback(
                    "C1 with profiles",
                    List.of(MODULE, "-XX:TieredStopAtLevel=3"),
                    noC2,
                    "TieredStopAtLevel"),
                new Fallback(
                    "no vector support",
                    List.of(MODULE, "-XX:+UnlockExperimentalVMOptions", "-XX:-EnableVectorSupport"),
                    "the JVM does not compile the Vector API.",
                    "Start the JVM without -XX:-EnableVectorSupport.")));
    if (isX86()) {
      all.add(
          new Fallback(
              "short vectors",
              List.of(MODULE, "-XX:MaxVectorSize=8"),
              "this CPU and JVM have no vectors of 128 bits or more.",
              "-XX:MaxVectorSize"));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("fallbacks")
  void fallsBackToScalarAndSaysWhyOnce(Fallback fallback) throws Exception {
    ChildJvm.Outcome outcome = start(fallback.options.toArray(new String[0]));
    String output = outcome.output();
    assertEquals(0, outcome.exitCode(), output);
    assertTrue(output.contains(RESULTS), output);
    assertEquals(1, outcome.count(SCALAR_LOG + fallback.reason), output);
    assertEquals(1, outcome.count("Lanewise uses"), output);
    assertTrue(output.contains("vector false, bits 32"), output);
    assertTrue(output.contains("reason " + fallback.reason), output);
    String remedy = output.substring(output.indexOf("remedy "));
    assertTrue(remedy.contains(fallback.remedy), output);
    String backend = output.substring(output.indexOf("backend scalar on "));
    assertTrue(backend.contains(": " + fallback.reason + " "), output);
    // The log names the remedy, too.
    String log = output.substring(output.indexOf(SCALAR_LOG));
    assertTrue(log.substring(0, log.indexOf('\n')).contains(fallback.remedy), output);
  }

  @ParameterizedTest
  @MethodSource("fallbacks")
  void aForcedVectorPathThatCannotBeHadFailsLoudly(Fallback fallback) throws Exception {
    List<String> options = new ArrayList<>(fallback.options);
    options.add("-Dlanewise.backend=vector");
    ChildJvm.Outcome outcome = start(options.toArray(new String[0]));
    String output = outcome.output();
    assertEquals(1, outcome.exitCode(), output);
    assertTrue(
        output.contains("lanewise.backend=vector cannot be had: " + fallback.reason), output);
    assertTrue(output.contains(fallback.remedy), output);
    assertFalse(output.contains("results"), output);
  }

  @Test
  void takesVectorsWhereTheModuleIs() throws Exception {
    ChildJvm.Outcome outcome = start(MODULE);
    String output = outcome.output();
    assertEquals(0, outcome.exitCode(), output);
    assertTrue(output.contains(RESULTS), output);
    int bits = Backend.current().bits();
    assertEquals(1, outcome.count("INFO: Lanewise uses vectors of " + bits + " bits: "), output);
    assertEquals(1, outcome.count("Lanewise uses"), output);
    assertTrue(output.contains("backend vector, " + bits + " bits on "), output);
    assertTrue(output.contains("vector true, bits " + bits), output);
    assertTrue(output.contains("remedy \n"), output);
  }

  /** Logging and the JVM's management take longer than all the rest of a first call. */
  @Test
  void theFirstCallWaitsNeitherForLoggingNorForManagement() throws Exception {
    List<String> seen = List.of();
    for (int attempt = 1; attempt <= 3; attempt++) { // the warm-up may be faster than this call
      ChildJvm.Outcome outcome = start(MODULE, "-Xlog:class+load");
      String output = outcome.output();
      assertEquals(0, outcome.exitCode(), output);
      String call = output.substring(0, output.indexOf(RESULTS));
      assertTrue(call.contains("org.lanewise.internal.ScalarMath"), call);
      seen =
          call.lines()
              .filter(l -> l.contains("java.util.logging.") || l.contains("java.lang.management."))
              .toList();
      assertTrue(output.contains("java.util.logging.LogManager"), output);
      assertTrue(output.contains("java.lang.management.ManagementFactory"), output);
      if (seen.isEmpty()) {
        return;
      }
    }
    assertEquals(List.of(), seen);
  }

  @Test
  void worksAsAModule() throws Exception {
    Path library = classes(Activations.class);
    Path tests = classes(ShowBackend.class);
    assumeTrue(library.resolve("module-info.class").toFile().exists(), "not built as a module");
    for (boolean withVectors : new boolean[] {true, false}) {
      ChildJvm.Outcome outcome =
          ChildJvm.run(
              List.of(
                  "--module-path",
                  library.toString(),
                  "--add-modules=org.lanewise" + (withVectors ? ",jdk.incubator.vector" : ""),
                  "-cp",
                  tests.toString(),
                  ShowBackend.class.getName()));
      String output = outcome.output();
      assertEquals(0, outcome.exitCode(), output);
      assertTrue(output.contains(RESULTS), output);
      assertTrue(output.contains("module module org.lanewise"), output);
      assertTrue(output.contains("vector " + withVectors), output);
    }
  }

  private static Path classes(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void scalarCanBeAskedFor() throws Exception {
    for (String value : List.of("scalar", "SCALAR")) {
      ChildJvm.Outcome outcome = start(MODULE, "-Dlanewise.backend=" + value);
      String output = outcome.output();
      assertEquals(0, outcome.exitCode(), output);
      assertTrue(output.contains(RESULTS), output);
      String log = "INFO: Lanewise uses its scalar path: lanewise.backend=scalar asks for it";
      assertEquals(1, outcome.count(log), output);
      assertFalse(output.contains(SCALAR_LOG), output);
      assertTrue(output.contains("remedy \n"), output);
    }
  }

  @Test
  void aWidthCanBeAskedFor() throws Exception {
    ChildJvm.Outcome outcome = start(MODULE, "-Dlanewise.vectorBits=128");
    assertEquals(0, outcome.exitCode(), outcome.output());
    assertTrue(outcome.output().contains("vector true, bits 128"), outcome.output());
    assertTrue(outcome.output().contains(RESULTS), outcome.output());
    outcome = start("-Dlanewise.vectorBits=128");
    assertEquals(1, outcome.exitCode(), outcome.output());
    assertTrue(outcome.output().contains("lanewise.vectorBits=128 cannot be had"));
    assertTrue(outcome.output().contains("--add-modules jdk.incubator.vector"));
  }

  @Test
  void aWidthThatTheCpuLacksIsRefusedOrEmulated() throws Exception {
    assumeTrue(isX86(), "needs -XX:UseAVX");
    String[] narrow = {MODULE, "-XX:UseAVX=2", "-Dlanewise.vectorBits=512"};
    ChildJvm.Outcome outcome = start(narrow);
    assertEquals(1, outcome.exitCode(), outcome.output());
    String refusal = "lanewise.vectorBits=512 cannot be had: this CPU and JVM have vectors of ";
    assertTrue(outcome.output().contains(refusal), outcome.output());
    List<String> emulated = new ArrayList<>(List.of(narrow));
    emulated.add("-Dlanewise.emulateVectors=true");
    emulated.add("-Dlanewise.warmUp=none");
    outcome = start(emulated.toArray(new String[0]));
    assertEquals(0, outcome.exitCode(), outcome.output());
    assertTrue(outcome.output().contains("vector true, bits 512"), outcome.output());
    assertTrue(outcome.output().contains(RESULTS), outcome.output());
  }

  @Test
  void withoutFusedMultiplyAddItWarns() throws Exception {
    assumeTrue(isX86(), "needs -XX:-UseFMA");
    ChildJvm.Outcome outcome = start(MODULE, "-XX:-UseFMA");
    assertEquals(0, outcome.exitCode(), outcome.output());
    assertEquals(
        1,
        outcome.count("scalar path: this CPU or JVM has no fused multiply-add"),
        outcome.output());
    assertTrue(outcome.output().contains(RESULTS), outcome.output());
  }

  @Test
  void unknownValuesOfPropertiesAreRefused() throws Exception {
    String[][] bad = {
      {"-Dlanewise.backend=simd", "lanewise.backend is \"simd\", not auto, scalar or vector"},
      {"-Dlanewise.vectorBits=100", "lanewise.vectorBits is \"100\", not 64, 128, 256 or 512"},
      {"-Dlanewise.vectorBits=", "lanewise.vectorBits is \"\", not 64, 128, 256 or 512"},
      {"-Dlanewise.warmUp=soon", "lanewise.warmUp is \"soon\", not background or none"}
    };
    for (String[] b : bad) {
      ChildJvm.Outcome outcome = start(MODULE, b[0]);
      assertEquals(1, outcome.exitCode(), outcome.output());
      assertTrue(outcome.output().contains(b[1]), outcome.output());
      assertFalse(outcome.output().contains("results"), outcome.output());
    }
  }

  @Test
  void theTextSaysAllThatIsKnown() {
    Backend vector = new Backend(true, 256, "Some CPU", "it can", "");
    assertEquals("vector, 256 bits on Some CPU: it can", vector.toString());
    Backend scalar = new Backend(false, 32, "Some CPU", "it cannot.", "Do this.");
    assertEquals("scalar on Some CPU: it cannot. Do this.", scalar.toString());
    Backend current = Backend.current();
    assertFalse(current.cpu().isBlank());
    assertFalse(current.reason().isBlank());
    assertTrue(current.toString().contains(current.cpu()));
    assertEquals(current, Backend.current());
    Thread.currentThread().interrupt();
    assertEquals(current, Backend.current());
    assertTrue(Thread.interrupted());
  }
}
