package org.lanewise;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private static final int N = 6413;

  private static final int ROWS = 5;

  /** Bytes that a loop takes at the least which boxes one vector a turn. */
  private static final long BOXES = N / 16 * 48L;

  private static final int CALLS = 200;
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  /** A kernel, and the bytes a call from which on it boxes. */
  private record Case(Runnable call, long limit) {}

  private Allocation() {}

  public static void main(String[] arguments) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] x = new Inputs(5).mixed(N, Inputs.patterns());
    float[] dy = new Inputs(6).normal(N, 1f);
    float[] y = new float[N];
    Map<String, Case> kernels = new LinkedHashMap<>();
    for (KernelTable.MapCase row : KernelTable.MAPS) {
      kernels.put(row.name(), new Case(() -> row.arrays().apply(x, 0, y, 0, N), BOXES));
    }
    for (KernelTable.ZipCase row : KernelTable.ZIPS) {
      kernels.put(
          row.name() + " gradient",
          new Case(() -> row.arrays().apply(x, 0, dy, 0, y, 0, N), BOXES));
    }
    for (RowTable.RowCase row : RowTable.ROWS) {
      RowTable.RowInputs inputs = RowTable.inputs(row, ROWS, N, RowTable.Style.NORMAL, 7);
      RowTable.Operands operands = inputs.operands(new float[ROWS * N], new float[ROWS]);
      kernels.put(row.name(), new Case(() -> row.call().run(operands), ROWS * BOXES));
    }
    MatrixCalls.Operands matrices = new MatrixCalls.Operands(ROWS, N);
    for (MatrixCalls.Call call : MatrixCalls.CALLS) {
      kernels.put(call.name(), new Case(() -> call.body().run(matrices), ROWS * BOXES));
    }
    for (Case kernel : kernels.values()) {
      kernel.call().run();
    }
    if (!Backend.awaitWarmUp(Duration.ofMinutes(5))) {
      System.out.println("boxes: warm-up takes more than five minutes");
    }
    for (Map.Entry<String, Case> kernel : kernels.entrySet()) {
      long end = System.nanoTime() + PATIENCE_NANOS;
      long bytes;
      do {
        long start = threads.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < CALLS; call++) {
          kernel.getValue().call().run();
        }
        bytes = (threads.getCurrentThreadAllocatedBytes() - start) / CALLS;
      } while (bytes >= kernel.getValue().limit() && System.nanoTime() < end);
      if (bytes > 0) {
        String what = bytes >= kernel.getValue().limit() ? "boxes" : "allocates";
        System.out.println(what + " " + bytes + " bytes a call: " + kernel.getKey());
      }
    }
    System.out.println("checked " + kernels.size() + " kernels");
  }
}
