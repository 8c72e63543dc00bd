package org.lanewise.jmh;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of an input: a number of elements, or rows × columns.
 *
 * @param rows number of rows; 0 for a plain number of elements
 * @param cols number of columns, or of elements
 */
public record Size(int rows, int cols) {

  private static final int KI = 1 << 10;
  private static final int MI = 1 << 20;
  private static final Pattern FORM = Pattern.compile("(?:([0-9]+)x)?([0-9]+)(Ki|Mi)?");

  /** Reads 1024, 64Ki, 4Mi, 64x1000. */
  public static Size parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      try {
        int unit = matcher.group(3) == null ? 1 : matcher.group(3).equals("Ki") ? KI : MI;
        int rows = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
        int cols = Math.multiplyExact(Integer.parseInt(matcher.group(2)), unit);
        Math.multiplyExact(Math.max(1, rows), cols);
        if (cols > 0 && (rows > 0 || matcher.group(1) == null)) {
          return new Size(rows, cols);
        }
      } catch (NumberFormatException | ArithmeticException e) {
        // Too large: the message below serves.
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not a size: 1024, 64Ki, 4Mi or, for rows, 64x1000");
  }

  /** Whether it has rows. */
  public boolean isShape() {
    return rows > 0;
  }

  /** Number of elements. */
  public int elements() {
    return Math.max(1, rows) * cols;
  }

  /** As a plain number of elements. */
  Size flat() {
    return new Size(0, elements());
  }

  /** As rows; a plain number is one row. */
  Size shape() {
    return isShape() ? this : new Size(1, cols);
  }

  /** As benchmarks take it. */
  String param() {
    return isShape() ? rows + "x" + cols : Integer.toString(cols);
  }

  /** As people read it: 4Mi for 4194304. */
  @Override
  public String toString() {
    if (isShape() || cols % KI != 0) {
      return param();
    }
    return cols % MI == 0 ? cols / MI + "Mi" : cols / KI + "Ki";
  }
}
