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
  void everyKernelOverRowsIsInOneFamily() {
    for (RowCase row : RowTable.ROWS) {
      List<Family> families =
          RowTable.FAMILIES.stream().filter(f -> row.name().matches(f.rows())).toList();
      assertEquals(1, families.size(), () -> row.name() + ": " + families);
    }
  }
}
