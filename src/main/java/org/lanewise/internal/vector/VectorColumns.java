package org.lanewise.internal.vector;

import org.lanewise.internal.ColumnLoop;
import org.lanewise.internal.Columns;
import org.lanewise.internal.Memory;

/** A loop along the rows of a matrix: a vector of columns at a time. */
final class VectorColumns extends ColumnLoop {

  private final Panel panel;

  VectorColumns(Panel panel) {
    this.panel = panel;
  }

  @Override
  public void run(
      Object a,
      long aBase,
      long aStride,
      Object b,
      long bBase,
      long bStride,
      Object dst,
      long dstBase,
      long dstStride,
      int rows,
      int cols,
      Columns values) {
    for (int c = 0; c < cols; c += Lanes.LENGTH) {
      long x = Memory.advance(a, aBase, c);
      long y = b == null ? 0 : Memory.advance(b, bBase, c);
      long to = dst == null ? 0 : Memory.advance(dst, dstBase, c);
      panel.run(a, x, aStride, b, y, bStride, dst, to, dstStride, rows, values, c);
    }
  }
}
