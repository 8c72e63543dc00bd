package org.lanewise.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import org.lanewise.Backend;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;

/**
 * Runs every kernel in every container, as the parts of a large application do between them: what
 * the compiler then believes of types and branches is no longer made for one kernel alone.
 */
final class Mixer {

  private static final int CALLS = 3000;
  private static final int N = 203;
  private static final int ROWS = 7;

  private Mixer() {}

  static void run() throws InterruptedException {
    try (Arena confined = Arena.ofConfined();
        Arena shared = Arena.ofShared()) {
      List<MemorySegment> segments =
          List.of(
              confined.allocate(bytes(), 64),
              shared.allocate(bytes(), 64),
              Arena.ofAuto().allocate(bytes(), 64),
              MemorySegment.ofArray(new float[3 * N]),
              MemorySegment.ofArray(new byte[(int) bytes()]));
      float[] array = new float[3 * N];
      // Once more after the vector loops have taken the place of the scalar ones.
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < CALLS; i++) {
          int n = i % N;
          elementwise(array, n);
          elementwise(segments.get(i % segments.size()), n);
        }
        rows();
        Backend.awaitWarmUp(Duration.ofMinutes(5));
      }
    }
  }

  private static long bytes() {
    return 3L * N * Float.BYTES;
  }

  private static void elementwise(float[] a, int n) {
    for (MapCase row : KernelTable.MAPS) {
      row.arrays().apply(a, 0, a, N, n);
    }
    for (ZipCase row : KernelTable.ZIPS) {
      row.arrays().apply(a, 0, a, N, a, 2 * N, n);
    }
  }

  private static void elementwise(MemorySegment s, int n) {
    long third = (long) N * Float.BYTES;
    for (MapCase row : KernelTable.MAPS) {
      row.segments().apply(s, 0, s, third, n);
    }
    for (ZipCase row : KernelTable.ZIPS) {
      row.segments().apply(s, 0, s, third, s, 2 * third, n);
    }
  }

  private static void rows() {
    for (RowKernel kernel : RowKernel.ALL) {
      for (String container : Floats.CONTAINERS) {
        Workload workload = kernel.workload(container, ROWS, N);
        for (int i = 0; i < CALLS / ROWS; i++) {
          workload.kernel().run();
        }
      }
    }
  }
}
