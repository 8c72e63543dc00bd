package org.lanewise;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.internal.LoopsInUse;
import org.lanewise.table.KernelTable;
import org.lanewise.table.MatrixCalls;
import org.lanewise.table.RowTable;
import org.lanewise.testing.Inputs;

/**
 * Runs all kernels in a JVM of its own and prints those that allocate however often called, and
 * those that box in their loops.
 */
final class Allocation {

  /** Long, so that a loop that boxes stands out against a tail that does, once a row. */
  private static final int LONG = 6413;

  /** As short as an interpreter wants it. */
  private static final int SHORT = 131;

  private static final int ROWS = 5;
  private static final int CALLS = 200;
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A kernel over so many rows. */
  private record Case(String name, int rows, Runnable call) {}

  private Allocation() {}

  /**
   * {@code compiled}: once C2 is through, with the classes of the loops that are then in use;
   * {@code interpreted}: from the second call on.
   */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "compiled" -> compiled();
      case "interpreted" -> interpreted();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void compiled() throws Exception {
    List<Case> kernels = new ArrayList<>();
    addKernels(kernels, LONG, "array");
    addMatrixCalls(kernels, LONG);
    for (Case kernel : kernels) {
      kernel.call().run();
    }
    if (!Backend.awaitWarmUp(Duration.ofMinutes(5))) {
      System.out.println("boxes: warm-up takes more than five minutes");
    }
    for (Case kernel : kernels) {
      // A loop that boxes takes at least a vector a turn.
      long limit = kernel.rows() * (LONG / 16 * 48L);
      long end = System.nanoTime() + PATIENCE_NANOS;
      long bytes;
      do {
        bytes = bytes(kernel, CALLS) / CALLS;
      } while (bytes >= limit && System.nanoTime() < end);
      if (bytes > 0) {
        String what = bytes >= limit ? "boxes " : "allocates ";
        System.out.println(what + bytes + " bytes a call: " + kernel.name());
      }
    }
    LoopsInUse.classes().forEach(name -> System.out.println("uses " + name));
    System.out.println("checked " + kernels.size() + " kernels");
  }

  private static void interpreted() {
    List<Case> kernels = new ArrayList<>();
    addKernels(kernels, SHORT, "array");
    addKernels(kernels, SHORT, "native");
    addMatrixCalls(kernels, SHORT);
    for (Case kernel : kernels) {
      bytes(kernel, 1);
      long bytes = bytes(kernel, 1);
      if (bytes > 0) {
        System.out.println("allocates " + bytes + " bytes a call: " + kernel.name());
      }
    }
    System.out.println("checked " + kernels.size() + " kernels");
  }

  private static long bytes(Case kernel, int calls) {
    Runnable call = kernel.call();
    long start = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - start;
  }

  private static void addKernels(List<Case> kernels, int n, String container) {
    boolean arrays = container.equals("array");
    float[] x = new Inputs(5).mixed(n, Inputs.patterns());
    float[] dy = new Inputs(6).normal(n, 1f);
    float[] y = new float[n];
    MemorySegment xs = offHeap(x);
    MemorySegment dys = offHeap(dy);
    MemorySegment ys = offHeap(y);
    for (KernelTable.MapCase row : KernelTable.MAPS) {
      Runnable call =
          arrays
              ? () -> row.arrays().apply(x, 0, y, 0, n)
              : () -> row.segments().apply(xs, 0, ys, 0, n);
      kernels.add(new Case(row.name() + ", " + container, 1, call));
    }
    for (KernelTable.ZipCase row : KernelTable.ZIPS) {
      Runnable call =
          arrays
              ? () -> row.arrays().apply(x, 0, dy, 0, y, 0, n)
              : () -> row.segments().apply(xs, 0, dys, 0, ys, 0, n);
      kernels.add(new Case(row.name() + " gradient, " + container, 1, call));
    }
    kernels.add(
        new Case(
            "softmax of one row, " + container,
            1,
            arrays
                ? () -> Softmax.softmax(x, 0, y, 0, n)
                : () -> Softmax.softmax(xs, 0, ys, 0, n)));
    kernels.add(
        new Case(
            "logSoftmax of one row, " + container,
            1,
            arrays
                ? () -> Softmax.logSoftmax(x, 0, y, 0, n)
                : () -> Softmax.logSoftmax(xs, 0, ys, 0, n)));
    for (RowTable.RowCase row : RowTable.ROWS) {
      RowTable.RowInputs inputs = RowTable.inputs(row, ROWS, n, RowTable.Style.NORMAL, 7);
      RowTable.Operands arrayOperands = inputs.operands(new float[ROWS * n], new float[ROWS]);
      RowTable.Operands operands =
          arrays
              ? arrayOperands
              : new RowTable.Operands(
                  Matrix.of(offHeap(inputs.first()), ROWS, n),
                  Matrix.of(offHeap(inputs.second()), ROWS, n),
                  Matrix.of(offHeap(inputs.first()), ROWS, n),
                  inputs.labels(),
                  inputs.factors(),
                  new float[ROWS]);
      kernels.add(new Case(row.name() + ", " + container, ROWS, () -> row.call().run(operands)));
    }
  }

  private static void addMatrixCalls(List<Case> kernels, int n) {
    MatrixCalls.Operands matrices = new MatrixCalls.Operands(ROWS, n);
    for (MatrixCalls.Call call : MatrixCalls.CALLS) {
      kernels.add(new Case(call.name(), ROWS, () -> call.body().run(matrices)));
    }
  }

  private static MemorySegment offHeap(float[] values) {
    return Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, values);
  }
}
