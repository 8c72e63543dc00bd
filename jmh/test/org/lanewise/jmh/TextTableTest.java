package org.lanewise.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.jmh.TextTable.Cell;

class TextTableTest {

  @Test
  void markdownKeepsEachTextInItsCell() {
    TextTable table = new TextTable(1, "a|b", "ns");
    table.add(List.of(Cell.of("C:\\x | y\r\nz\n"), Cell.of("1.5")));
    assertEquals(
        """
        | a\\|b | ns |
        | --- | ---: |
        | C:\\\\x \\| y z  | 1.5 |
        """,
        table.markdown());
  }
}
