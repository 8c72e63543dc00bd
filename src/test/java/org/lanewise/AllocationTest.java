package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.testing.ChildJvm;

/** What calls allocate, with all kernels in use in one JVM. */
class AllocationTest {

  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  /** Once warm, no vector loop boxes. */
  @Test
  void noLoopBoxes() throws Exception {
    assertEquals(List.of(), findings("boxes", MODULE, "compiled"));
  }

  /** No object is made, but for the vectors that C2 takes away: without vectors there is none. */
  @Test
  void noCallMakesObjects() throws Exception {
    assertEquals(List.of(), findings("allocates", "-Xint", "interpreted"));
  }

  private static List<String> findings(String what, String option, String mode) throws Exception {
    ChildJvm.Outcome outcome = ChildJvm.run(List.of(option), Allocation.class, mode);
    String output = outcome.output();
    assertEquals(0, outcome.exitCode(), output);
    String last = output.lines().reduce("", (a, b) -> b);
    assertTrue(last.matches("checked \\d{3,} kernels"), output);
    System.out.println("AllocationTest, " + mode + ": " + last);
    return output.lines().filter(line -> line.startsWith(what)).toList();
  }
}
