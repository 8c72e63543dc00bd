package org.lanewise.internal;

/**
 * Softmax and its kin of short rows, many at a time: they are turned into columns in working
 * memory, go through {@link ColumnSoftmax} there, and are turned back. Bit for bit as {@link
 * SoftmaxRows} has them; one by one they would take longer for what comes before and after a loop
 * than in it.
 */
final class ShortRows {

  // Most elements of a row: up to there it is faster, on a Zen 5 with 512 bits. 256 rows of 4
  // elements one by one and in this way: softmax 6.1 and 2.7 ns an element, log-softmax 15 and 4.0,
  // gradient of softmax 4.4 and 2.6, loss and gradient 11 and 7.2.

  /** For a logarithm a row: log-softmax and logsumexp. */
  static final int LOGARITHM = 32;

  /** For softmax and cross-entropy. */
  static final int SOFTMAX = 16;

  /** For gradients from outputs, which turn two matrices. */
  static final int GRADIENT = 8;

  /** Fewest rows. */
  private static final int LEAST = 16;

  /** Elements that stay in the first cache. */
  private static final int PANEL = 1 << 12;

  /** From column to column; no power of two, which would bring all to few lines of the cache. */
  private static final int STRIDE = Columns.WIDTH + Columns.LANE;

  private ShortRows() {}

  /** Whether a matrix has rows of at most so many elements, and some of them. */
  static boolean in(MatrixView m, int most) {
    return m.cols() <= most && m.cols() > 0 && m.rows() >= LEAST;
  }

  /** How many rows are taken at a time. */
  static int step(int left, int length) {
    return Math.min(left, Math.min(Columns.WIDTH, PANEL / length & -Columns.LANE));
  }

  /** Working memory of rows that are turned. */
  static MatrixView panel() {
    return new MatrixView(null, new float[LOGARITHM * STRIDE], 0, LOGARITHM, Columns.WIDTH, STRIDE);
  }

  /** Softmax of some rows, times the {@code dy} of each if there is one. */
  static void softmax(
      MatrixView src, int first, int rows, MatrixView dst, float[] dy, int dyOffset, float empty) {
    Scratch scratch = Scratch.get();
    MatrixView panel = scratch.panel(0);
    int n;
    for (int r = first; r < first + rows; r += n) {
      n = step(first + rows - r, src.cols());
      turn(src, r, n, panel, scratch);
      ColumnSoftmax.softmaxPanel(
          panel, 0, 0, src.cols(), n, panel, dy, dyOffset + r, empty, scratch.columns);
      turnBack(panel, dst, r, n, scratch);
    }
  }

  /** Log-softmax of each row. */
  static void logSoftmax(MatrixView src, MatrixView dst) {
    Scratch scratch = Scratch.get();
    MatrixView panel = scratch.panel(0);
    int n;
    for (int r = 0; r < src.rows(); r += n) {
      n = step(src.rows() - r, src.cols());
      turn(src, r, n, panel, scratch);
      ColumnSoftmax.logSoftmaxPanel(panel, 0, 0, src.cols(), n, panel, scratch.columns);
      turnBack(panel, dst, r, n, scratch);
    }
  }

  /** Logsumexp of each row. */
  static void logSumExp(MatrixView src, float[] dst, int dstOffset) {
    Scratch scratch = Scratch.get();
    MatrixView panel = scratch.panel(0);
    Columns v = scratch.columns;
    int n;
    for (int r = 0; r < src.rows(); r += n) {
      n = step(src.rows() - r, src.cols());
      turn(src, r, n, panel, scratch);
      ColumnSoftmax.logSumExps(panel, 0, 0, src.cols(), n, v);
      for (int i = 0; i < n; i++) {
        dst[dstOffset + r + i] = (float) v.totals[i];
      }
    }
  }

  /** Gradient of softmax or log-softmax of each row. */
  static void gradient(MatrixView y, MatrixView dy, MatrixView dx, boolean logarithm) {
    Scratch scratch = Scratch.get();
    MatrixView a = scratch.panel(0);
    MatrixView b = scratch.panel(1);
    int n;
    for (int r = 0; r < y.rows(); r += n) {
      n = step(y.rows() - r, y.cols());
      turn(y, r, n, a, scratch);
      turn(dy, r, n, b, scratch);
      ColumnSoftmax.gradientPanel(a, 0, 0, y.cols(), n, b, a, logarithm, scratch.columns);
      turnBack(a, dx, r, n, scratch);
    }
  }

  /** Makes {@code n} rows from row {@code r} on columns of a panel. */
  static void turn(MatrixView src, int r, int n, MatrixView panel, Scratch scratch) {
    float[] from = src.array();
    int base = src.index(r, 0);
    int stride = (int) src.rowStride();
    int cols = src.cols();
    if (from == null) {
      from = scratch.array(Scratch.INPUT);
      stride = cols;
      src.readRows(r, n, from);
    }
    float[] to = panel.array();
    // Four columns at a time take a tenth less.
    int c = 0;
    for (; c <= cols - 4; c += 4) {
      int column = c * STRIDE;
      int at = base + c;
      for (int i = 0; i < n; i++) {
        to[column + i] = from[at];
        to[column + STRIDE + i] = from[at + 1];
        to[column + 2 * STRIDE + i] = from[at + 2];
        to[column + 3 * STRIDE + i] = from[at + 3];
        at += stride;
      }
    }
    for (; c < cols; c++) {
      int column = c * STRIDE;
      int at = base + c;
      for (int i = 0; i < n; i++) {
        to[column + i] = from[at + i * stride];
      }
    }
  }

  /** Makes columns of a panel {@code n} rows from row {@code r} on. */
  static void turnBack(MatrixView panel, MatrixView dst, int r, int n, Scratch scratch) {
    float[] to = scratch.target(Scratch.INPUT, dst);
    int base = dst.index(r, 0);
    int cols = dst.cols();
    int stride = dst.array() == null ? cols : (int) dst.rowStride();
    float[] from = panel.array();
    int c = 0;
    for (; c <= cols - 4; c += 4) {
      int column = c * STRIDE;
      int at = base + c;
      for (int i = 0; i < n; i++) {
        to[at] = from[column + i];
        to[at + 1] = from[column + STRIDE + i];
        to[at + 2] = from[column + 2 * STRIDE + i];
        to[at + 3] = from[column + 3 * STRIDE + i];
        at += stride;
      }
    }
    for (; c < cols; c++) {
      int column = c * STRIDE;
      int at = base + c;
      for (int i = 0; i < n; i++) {
        to[at + i * stride] = from[column + i];
      }
    }
    if (dst.array() == null) {
      dst.writeRows(to, r, n);
    }
  }
}
