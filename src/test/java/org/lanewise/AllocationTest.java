package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.testing.ChildJvm;

/** Once warm, no vector loop boxes, with all kernels in use in one JVM. */
class AllocationTest {

  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  @Test
  void noLoopBoxes() throws Exception {
    ChildJvm.Outcome outcome = ChildJvm.run(List.of(MODULE), Allocation.class);
    String output = outcome.output();
    assertEquals(0, outcome.exitCode(), output);
    assertEquals(List.of(), output.lines().filter(line -> line.startsWith("boxes")).toList());
    String last = output.lines().reduce("", (a, b) -> b);
    assertTrue(last.matches("checked \\d{2,} kernels"), output);
    System.out.println("AllocationTest: " + last);
  }
}
