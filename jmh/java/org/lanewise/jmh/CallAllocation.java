package org.lanewise.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleConsumer;

/**
 * Measures what a call allocates, to the byte. JMH's own profiler counts some kilobytes of the
 * harness for each iteration, which looks like hundreds of bytes a call where calls are long.
 */
public final class CallAllocation {

  /** The name of the figure in results. */
  static final String METRIC = "call.alloc";

  private static final long BATCH_NANOS = 5_000_000;
  private static final int MOST_CALLS = 2000;
  private static final int BATCHES = 5;

  /** Keeps results of measured calls alive. */
  @SuppressWarnings("unused")
  private static volatile float sink;

  private CallAllocation() {}

  /** Measures a call that has been run often enough to be compiled, for the results of JMH. */
  public static void measure(Task task) {
    measure(task, bytes -> ForkFacts.put(METRIC, bytes, "B/call"));
  }

  /** Measures a call that has been run often enough to be compiled. */
  public static void measure(Task task, DoubleConsumer found) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    sink = task.run();
    long nanos = Math.max(1, System.nanoTime() - start);
    int calls = (int) Math.clamp(BATCH_NANOS / nanos, 1, MOST_CALLS);
    double least = Double.POSITIVE_INFINITY;
    for (int b = 0; b < BATCHES; b++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      run(task, calls);
      long after = threads.getCurrentThreadAllocatedBytes();
      least = Math.min(least, (double) (after - before) / calls);
    }
    found.accept(least);
  }

  private static void run(Task task, int calls) {
    float sum = 0;
    for (int i = 0; i < calls; i++) {
      sum += task.run();
    }
    sink = sum;
  }
}
