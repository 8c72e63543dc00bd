package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table of text: for a terminal, or as Markdown. */
final class TextTable {

  /** How a cell looks on a terminal that knows colours. */
  enum Style {
    PLAIN(""),
    BOLD("1"),
    GOOD("32"),
    BAD("31"),
    FAINT("2");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /**
   * A cell.
   *
   * @param text what stands in it
   * @param style how
   */
  record Cell(String text, Style style) {
    static Cell of(String text) {
      return new Cell(text, Style.PLAIN);
    }
  }

  private final List<String> header;
  private final int leftColumns;
  private final List<List<Cell>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param leftColumns how many columns stand left-justified; the others are numbers
   */
  TextTable(int leftColumns, String... header) {
    this.header = List.of(header);
    this.leftColumns = leftColumns;
  }

  void add(List<Cell> row) {
    rows.add(row);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** For a terminal. */
  String text(boolean colour) {
    int[] widths = header.stream().mapToInt(String::length).toArray();
    for (List<Cell> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).text().length());
      }
    }
    StringBuilder out = new StringBuilder();
    appendLine(out, header.stream().map(h -> new Cell(h, Style.BOLD)).toList(), widths, colour);
    rows.forEach(row -> appendLine(out, row, widths, colour));
    return out.toString();
  }

  private void appendLine(StringBuilder out, List<Cell> row, int[] widths, boolean colour) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      Cell cell = row.get(c);
      String gap = " ".repeat(widths[c] - cell.text().length());
      boolean styled = colour && cell.style() != Style.PLAIN;
      String text =
          styled ? "\u001b[" + cell.style().code + "m" + cell.text() + "\u001b[0m" : cell.text();
      line.append(c == 0 ? "" : "  ").append(c < leftColumns ? text + gap : gap + text);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  /** As Markdown. */
  String markdown() {
    List<String> rules = new ArrayList<>(Collections.nCopies(header.size(), "---:"));
    Collections.fill(rules.subList(0, leftColumns), "---");
    StringBuilder out = new StringBuilder();
    appendMarkdown(out, header.stream().map(TextTable::escaped).toList());
    appendMarkdown(out, rules);
    rows.forEach(
        row -> appendMarkdown(out, row.stream().map(cell -> escaped(cell.text())).toList()));
    return out.toString();
  }

  private static void appendMarkdown(StringBuilder out, List<String> texts) {
    out.append("| ").append(String.join(" | ", texts)).append(" |\n");
  }

  /** Text that neither ends its cell nor its row. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", " ");
  }
}
