package org.lanewise.jmh.probe;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.lanewise.jmh.Task;

/**
 * Runs a loop until it is compiled. Interpreted Vector API code is a thousand times slower and
 * allocates every vector: an iteration of a benchmark would be a few calls long.
 */
public final class Preparation {

  private static final long MOST_NANOS = 5_000_000_000L;

  /** So long must a loop have been neither faster nor allocating. */
  private static final long CALM_NANOS = 150_000_000L;

  private static final long BATCH_NANOS = 5_000_000L;
  private static final double FASTER = 0.9;

  @SuppressWarnings("unused")
  private static volatile float sink;

  private Preparation() {}

  /**
   * Runs a short call of the loop again and again.
   *
   * @return the bytes that it allocates at last: none, if it was compiled to vector instructions
   */
  static long run(Task task) {
    return run(task, false);
  }

  /**
   * The same for a call that may allocate.
   *
   * @param allocates whether it may go on to
   */
  public static long run(Task task, boolean allocates) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long calmSince = start;
    double best = Double.POSITIVE_INFINITY;
    while (true) {
      long before = threads.getCurrentThreadAllocatedBytes();
      long begin = System.nanoTime();
      long now = begin;
      int calls = 0;
      float sum = 0;
      while (now - begin < BATCH_NANOS) {
        sum += task.run();
        calls++;
        now = System.nanoTime();
      }
      sink = sum;
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      double nanos = (double) (now - begin) / calls;
      if (nanos < FASTER * best || (allocated > 0 && !allocates)) {
        calmSince = now;
      }
      best = Math.min(best, nanos);
      if (now - calmSince > CALM_NANOS || now - start > MOST_NANOS) {
        return allocated / calls;
      }
    }
  }
}
