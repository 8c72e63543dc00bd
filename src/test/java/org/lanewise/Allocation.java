package org.lanewise;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lanewise.table.KernelTable;
import org.lanewise.table.RowTable;
import org.lanewise.testing.Inputs;

/**
 * Runs all kernels in a JVM of its own and prints those that allocate however often called, and
 * those that box in their loops.
 */
final class Allocation {

  private static final int CALLS = 500;
  private static final int N = 1037;

  /** Bytes a call that a loop takes at the least which boxes one vector a turn. */
  private static final long BOXES = N / 16 * 64L;

  private static final int ROWS = 5;
  private static final int COLS = 211;
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private Allocation() {}

  public static void main(String[] arguments) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] x = new Inputs(5).mixed(N, Inputs.patterns());
    float[] dy = new Inputs(6).normal(N, 1f);
    float[] y = new float[N];
    Map<String, Runnable> kernels = new LinkedHashMap<>();
    for (KernelTable.MapCase row : KernelTable.MAPS) {
      kernels.put(row.name(), () -> row.arrays().apply(x, 0, y, 0, N));
    }
    for (KernelTable.ZipCase row : KernelTable.ZIPS) {
      kernels.put(row.name() + " gradient", () -> row.arrays().apply(x, 0, dy, 0, y, 0, N));
    }
    for (RowTable.RowCase row : RowTable.ROWS) {
      RowTable.RowInputs inputs = RowTable.inputs(row, ROWS, COLS, RowTable.Style.NORMAL, 7);
      RowTable.Operands operands = inputs.operands(new float[ROWS * COLS], new float[ROWS]);
      kernels.put(row.name(), () -> row.call().run(operands));
    }
    for (Runnable kernel : kernels.values()) {
      kernel.run();
    }
    if (!Backend.awaitWarmUp(Duration.ofMinutes(5))) {
      System.out.println("boxes: warm-up takes more than five minutes");
    }
    for (Map.Entry<String, Runnable> kernel : kernels.entrySet()) {
      long end = System.nanoTime() + PATIENCE_NANOS;
      long bytes;
      do {
        long start = threads.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < CALLS; call++) {
          kernel.getValue().run();
        }
        bytes = (threads.getCurrentThreadAllocatedBytes() - start) / CALLS;
      } while (bytes >= BOXES && System.nanoTime() < end);
      if (bytes > 0) {
        String what = bytes >= BOXES ? "boxes" : "allocates";
        System.out.println(what + " " + bytes + " bytes a call: " + kernel.getKey());
      }
    }
    System.out.println("checked " + kernels.size() + " kernels");
  }
}
