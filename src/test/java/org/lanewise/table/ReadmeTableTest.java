package org.lanewise.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.table.RowTable.Family;
import org.lanewise.table.RowTable.RowCase;

/** The table in the README is the one that the tables of the tests make. */
class ReadmeTableTest {

  @Test
  void theReadmeIsUpToDate() throws IOException {
    Path root = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
    String readme = Files.readString(root.resolve("README.md"));
    assertEquals(
        ReadmeTable.update(readme), readme, "README.md is stale; run " + ReadmeTable.COMMAND);
    assertTrue(Files.isExecutable(root.resolve(ReadmeTable.COMMAND)), ReadmeTable.COMMAND);
  }

  @Test
  void aStaleTableIsReplacedAndTheRestStays() {
    String stale = "Title\n<!-- kernels -->\nstale lines\n<!-- /kernels -->\nrest\n";
    String fresh = ReadmeTable.update(stale);
    assertTrue(fresh.startsWith("Title\n<!-- kernels -->\n| kernel |"), fresh);
    assertTrue(fresh.endsWith("\n<!-- /kernels -->\nrest\n"), fresh);
    assertTrue(fresh.contains("\n| `relu` |") && !fresh.contains("stale"), fresh);
    assertEquals(fresh, ReadmeTable.update(fresh));
    assertThrows(IllegalArgumentException.class, () -> ReadmeTable.update("no markers"));
  }

  @Test
  void figuresAreShownAsTheyWereMeasured() {
    ReadmeFigures errors =
        ReadmeFigures.parse(
            "# cpu: some CPU\na all ulp 0.896\nb sample share 0.915\nc all ulp 0.0\n");
    assertEquals("some CPU", errors.fact("cpu"));
    assertEquals("0.90", errors.error("a"));
    assertEquals("92 %", errors.error("b"));
    assertEquals("0", errors.error("c"));
    assertEquals("-", errors.error("d"));
    ReadmeFigures times = ReadmeFigures.parse("a 0.258 3.996\nb 0.04 0.036\n");
    assertEquals("0.258", times.nanos("a"));
    assertEquals("15", times.overNaive("a"));
    assertEquals("0.9", times.overNaive("b"));
    assertEquals("-", times.overNaive("c"));
    assertEquals("1.2 onnxruntime", ReadmeFigures.parse("a onnxruntime 1.234 16Ki").peer("a"));
  }

  @Test
  void everyFigureIsOfAKernelInTheTable() {
    String all = ReadmeTable.measured().toString();
    for (String file : List.of("errors", "times", "peers")) {
      for (String kernel : ReadmeFigures.of(file).kernels()) {
        boolean shown = ReadmeTable.measured().contains(kernel);
        assertTrue(shown || kernel.startsWith("prelu"), () -> file + ": " + kernel + ", of " + all);
      }
    }
  }

  @Test
  void everyKernelOverRowsIsInOneFamily() {
    for (RowCase row : RowTable.ROWS) {
      List<Family> families =
          RowTable.FAMILIES.stream().filter(f -> row.name().matches(f.rows())).toList();
      assertEquals(1, families.size(), () -> row.name() + ": " + families);
    }
  }
}
