package org.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.Backend;
import org.lanewise.testing.ChildJvm;

/** Kernels begin with scalar loops and change over to vector loops, without any result changing. */
class WarmUpTest {

  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  private static String line(String output, String begin) {
    return output.lines().filter(line -> line.startsWith(begin)).findFirst().orElse(output);
  }

  private static List<String> loops(String line) {
    String list = line.substring(line.indexOf('[') + 1, line.lastIndexOf(']'));
    return Arrays.asList(list.split(", "));
  }

  @Test
  void kernelsChangeOverAndResultsStay() throws Exception {
    ChildJvm.Outcome outcome = ChildJvm.run(List.of(MODULE), ChangeOver.class);
    String output = outcome.output();
    assertEquals(0, outcome.exitCode(), output);
    assertEquals("nothing to wait for: true", line(output, "nothing"));
    assertEquals("at once: false", line(output, "at once"));
    assertEquals("in the end: true", line(output, "in the end"));
    List<String> first = loops(line(output, "first"));
    assertTrue(first.size() >= 6, output);
    assertTrue(first.stream().allMatch(loop -> loop.contains("=Scalar")), output);
    List<String> last = loops(line(output, "last"));
    assertTrue(last.stream().allMatch(loop -> loop.contains("=Vector")), output);
    assertEquals(
        first.stream().map(loop -> loop.replace("=Scalar", "=Vector")).toList(), last, output);
    assertFalse(output.contains("results changed"), output);
    assertTrue(output.contains("same results"), output);
    System.out.println("WarmUpTest: " + last.size() + " loops changed over");
  }

  @Test
  void brokenLoggersDecideNothing() throws Exception {
    for (String kind : List.of("exception", "error")) {
      ChildJvm.Outcome outcome =
          ChildJvm.run(List.of(MODULE, "-Dlogger=" + kind), BrokenLogger.class);
      String output = outcome.output();
      assertEquals(0, outcome.exitCode(), output);
      assertTrue(output.contains("logger fails"), output);
      assertEquals("in the end: true", line(output, "in the end"));
      List<String> last = loops(line(output, "last"));
      assertTrue(last.stream().allMatch(loop -> loop.contains("=Vector")), output);
    }
  }

  private static String awkward(String kind, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(MODULE));
    all.addAll(List.of(options));
    ChildJvm.Outcome outcome = ChildJvm.run(all, AwkwardApplication.class, kind);
    assertEquals(0, outcome.exitCode(), outcome.output());
    return outcome.output();
  }

  /** What a call holds in its thread's scratch memory is not for a logger to overwrite. */
  @Test
  void loggersMayCallKernels() throws Exception {
    for (String option : List.of("-Dlanewise.backend=vector", "-Dlanewise.warmUp=none")) {
      String output = awkward("logger that calls kernels", option);
      assertTrue(output.contains("logged"), output);
      assertEquals("same: true", line(output, "same"));
    }
  }

  @Test
  void loggersMayHaveLocks() throws Exception {
    for (String option : List.of("-Dlanewise.warmUp=background", "-Dlanewise.warmUp=none")) {
      String output = awkward("logger with a lock", option);
      assertEquals("waiting: false", line(output, "waiting"));
    }
  }

  @Test
  void theWarmUpInheritsNothing() throws Exception {
    String output = awkward("initialiser that calls kernels");
    assertFalse(output.contains("inherited"), output);
    assertEquals("same: true", line(output, "same"));
    assertEquals("in the end: true", line(output, "in the end"));
  }

  @Test
  void theWarmUpDoesWithoutProcessorTime() throws Exception {
    assertEquals("in the end: true", line(awkward("no processor time"), "in the end"));
  }

  @Test
  void aKernelThatStaysScalarDoesNotGetThere() throws Exception {
    String output = awkward("kernel that fails");
    assertEquals("in the end: false", line(output, "in the end"));
    assertTrue(output.contains("Kernel failing could not be warmed up"), output);
  }

  @Test
  void withoutWarmUpVectorLoopsServeTheFirstCall() throws Exception {
    ChildJvm.Outcome outcome =
        ChildJvm.run(List.of(MODULE, "-Dlanewise.warmUp=none"), ChangeOver.class);
    String output = outcome.output();
    assertEquals(0, outcome.exitCode(), output);
    assertEquals("at once: true", line(output, "at once"));
    assertTrue(loops(line(output, "first")).stream().allMatch(l -> l.contains("=Vector")), output);
    assertTrue(output.contains("same results"), output);
  }

  @Test
  void theScalarPathHasNothingToWarmUp() throws Exception {
    ChildJvm.Outcome outcome =
        ChildJvm.run(List.of(MODULE, "-Dlanewise.backend=scalar"), ChangeOver.class);
    String output = outcome.output();
    assertEquals(0, outcome.exitCode(), output);
    assertEquals("at once: true", line(output, "at once"));
    assertTrue(loops(line(output, "last")).stream().allMatch(l -> l.contains("=Scalar")), output);
    assertTrue(output.contains("same results"), output);
  }

  @Test
  void anyTimeoutWillDo() throws InterruptedException {
    assertTrue(Backend.awaitWarmUp(Duration.ofSeconds(-1)));
    assertTrue(Backend.awaitWarmUp(Duration.ofSeconds(Long.MIN_VALUE)));
    assertTrue(Backend.awaitWarmUp(Duration.ofSeconds(Long.MAX_VALUE)));
  }
}
