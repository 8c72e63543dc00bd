package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lanewise.internal.Dispatcher;

/** What {@link Backend} says about this JVM; other JVMs are asked by {@link BackendTest}. */
class BackendTextTest {

  @Test
  void itSaysWhatWasChosen() throws IOException {
    Backend backend = Backend.current();
    Dispatcher.Selection selection = Dispatcher.selection();
    assertEquals(selection.vector(), backend.vector());
    assertEquals(selection.vector(), Dispatcher.isVector());
    assertEquals(selection.bits(), backend.bits());
    assertEquals(selection.bits(), Dispatcher.vectorBits());
    assertEquals(selection.reason(), backend.reason());
    assertEquals(selection.remedy(), backend.remedy());
    Path cpus = Path.of("/proc/cpuinfo");
    String model =
        Files.exists(cpus)
            ? Files.readString(cpus)
                .lines()
                .filter(line -> line.matches("model name\\s*:.*"))
                .map(line -> line.replaceFirst("model name\\s*:\\s*", "").strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"))
            : System.getProperty("os.arch");
    assertEquals(model, backend.cpu());
    assertFalse(backend.cpu().isBlank());
  }

  @Test
  void itsTextHasReasonAndRemedy() {
    assertEquals(
        "vector, 256 bits on a CPU: it was asked for",
        new Backend(true, 256, "a CPU", "it was asked for", "").toString());
    assertEquals(
        "scalar on a CPU: nothing is there. Do this.",
        new Backend(false, 32, "a CPU", "nothing is there.", "Do this.").toString());
  }
}
