package org.lanewise.internal;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Gets vector loops compiled before callers see them.
 *
 * <p>Interpreted Vector API code is a thousand times slower than scalar code, and its first use
 * loads classes for a tenth of a second. A daemon thread takes that time: it runs the vector loop
 * on scratch memory until it holds against the scalar one a dozen times in a row, and then
 * exchanges the two. It ends when nothing is left to do. Where vectors never hold (a JVM that does
 * not compile them), the scalar loop stays.
 */
final class WarmUp {

  /**
   * Lengths that take every branch of a loop: one that warm-up has never taken would throw a
   * compiled loop back to the interpreter.
   */
  private static final int[] LENGTHS = {1037, 1, 5, 16, 24, 13, 40, 77, 3, 100, 0, 7};

  /** What is timed: a long call without a tail, and nothing but a tail. */
  private static final int LONG = 1024;

  private static final int SHORT = 13;

  private static final int N = 1037;

  private static final long MICRO = 1_000;

  private static final int BATCH = 16;
  private static final int TIMES_HELD = 12;

  /** So long without getting a quarter faster: C2 is through, with the scalar loop too. */
  private static final long SETTLE_NANOS = 250_000_000L;

  /** Copies of a loop that are tried: where C2 boxes in one, it may do better in the next. */
  private static final int ATTEMPTS = 3;

  private static final long ATTEMPT_NANOS = 4_000_000_000L;
  private static final long LAST_ATTEMPT_NANOS = 15_000_000_000L;

  /** So long after it has settled, a copy that still allocates is given up for the next one. */
  private static final long ALLOCATING_NANOS = 1_000_000_000L;

  /** So long without getting a quarter faster: C2 is through with a scalar loop. */
  private static final long SCALAR_SETTLE_NANOS = 30_000_000L;

  private static final long SCALAR_NANOS = 500_000_000L;

  /** The first calls have C2 for themselves; programs that end soon do without all this. */
  private static final long GRACE_MILLIS = 100;

  /** Loops that callers have begun to use, and those whose scalar form is compiled. */
  private static final Queue<Request<?>> QUEUE = new ArrayDeque<>();

  private static final Queue<Request<?>> SECOND = new ArrayDeque<>();
  private static boolean running;

  /** Kernels that stay scalar. */
  private static int stayed;

  private record Request<L extends Loop>(Kernel<L> kernel, boolean offHeap, L scalar) {

    /**
     * Gets the scalar loop compiled before C2 has its hands full with vector loops: callers use it
     * until the change-over.
     */
    void compileScalar() {
      try (Arena arena = Arena.ofConfined()) {
        Scratch[] scratch = {Scratch.of(offHeap ? arena : null)};
        long end = Spent.nanos() + SCALAR_NANOS;
        long best = Long.MAX_VALUE;
        long settled = 0;
        while (best == Long.MAX_VALUE || Spent.nanos() < Math.min(settled, end)) {
          long scalarTime = time(scalar, scratch, LONG, 1);
          if (scalarTime < best - best / 4) {
            best = scalarTime;
            settled = Spent.nanos() + SCALAR_SETTLE_NANOS;
          }
        }
      }
    }

    void serve() {
      try (Arena confined = Arena.ofConfined();
          Arena shared = Arena.ofShared()) {
        Scratch[] scratch =
            offHeap
                ? new Scratch[] {Scratch.of(confined), Scratch.of(shared), Scratch.GLOBAL}
                : new Scratch[] {Scratch.of(null)};
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
          L vector = kernel.make(Dispatcher.vectorLoops(), offHeap);
          if (comesToHold(vector, scratch, attempt == ATTEMPTS)) {
            kernel.use(vector, offHeap);
            return;
          }
        }
      }
      stays();
      Dispatcher.gaveUp(kernel.name());
    }

    /** Whether the vector loop comes to hold against the scalar one, without allocating. */
    private boolean comesToHold(L vector, Scratch[] scratch, boolean last) {
      long end = Spent.nanos() + (last ? LAST_ATTEMPT_NANOS : ATTEMPT_NANOS);
      int held = 0;
      long best = Long.MAX_VALUE;
      long settled = 0;
      while (held < TIMES_HELD || Spent.nanos() < settled) {
        if (Spent.nanos() > end) {
          return false;
        }
        long before = Spent.bytes();
        long vectorTime = time(vector, scratch, LONG, 1);
        // A tail that C2 has not compiled yet boxes, and takes about as long as a whole long call;
        // where that is short, as for a product, a microsecond for sixteen tails will do.
        boolean compiled = time(vector, scratch, SHORT, 16) < Math.max(4 * vectorTime, MICRO);
        boolean allocates = Spent.bytes() > before;
        if (vectorTime < best - best / 4) {
          best = vectorTime;
          settled = Spent.nanos() + SETTLE_NANOS;
        }
        if (compiled && allocates && !last && Spent.nanos() > settled + ALLOCATING_NANOS) {
          return false;
        }
        boolean good = compiled && (!allocates || last);
        held = good && holds(vectorTime, time(scalar, scratch, LONG, 1), allocates) ? held + 1 : 0;
      }
      return true;
    }
  }

  private WarmUp() {}

  /**
   * Whether the vector loop can take over. One that boxes has to be as fast as the scalar one; any
   * other is compiled as well as can be, and what it is up to three times slower than is a scalar
   * loop that C2 has vectorised here, with longer vectors where the width is forced: it does so for
   * one caller and not for the next.
   */
  private static boolean holds(long vectorTime, long scalarTime, boolean boxes) {
    return vectorTime < (boxes ? scalarTime + scalarTime / 4 : 3 * scalarTime);
  }

  static <L extends Loop> void request(Kernel<L> kernel, boolean offHeap, L scalar) {
    synchronized (QUEUE) {
      QUEUE.add(new Request<>(kernel, offHeap, scalar));
      startThread();
    }
  }

  /** Starts the thread if there is something left to do, where one can be had. */
  private static void startThread() {
    if (!running && !(QUEUE.isEmpty() && SECOND.isEmpty())) {
      try {
        // Nothing of the caller's: no thread locals, whose initialisers would run in its call.
        Thread thread =
            Thread.ofPlatform()
                .daemon()
                .name("lanewise-warm-up")
                .inheritInheritableThreadLocals(false)
                .unstarted(WarmUp::run);
        thread.setContextClassLoader(WarmUp.class.getClassLoader());
        thread.start();
        running = true;
      } catch (OutOfMemoryError e) {
        // No thread can be had now. The next kernel tries again; until then all stay scalar.
      }
    }
  }

  /** Waits until nothing is left to warm up; false if that was in vain or the time too short. */
  static boolean await(long millis) throws InterruptedException {
    long end = System.nanoTime() + Math.clamp(millis, 0L, Long.MAX_VALUE / 2_000_000) * 1_000_000;
    synchronized (QUEUE) {
      startThread();
      while (running) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        QUEUE.wait(left);
      }
      return QUEUE.isEmpty() && SECOND.isEmpty() && stayed == 0;
    }
  }

  private static void run() {
    boolean ended = false;
    try {
      serveAll();
      ended = true;
    } finally {
      if (!ended) {
        synchronized (QUEUE) {
          running = false;
          QUEUE.notifyAll();
        }
      }
    }
  }

  private static void serveAll() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // somebody is in a hurry: no grace
    }
    boolean vector = hasVectors();
    while (true) {
      Request<?> request;
      boolean first;
      synchronized (QUEUE) {
        if (!vector) {
          QUEUE.clear();
        }
        request = QUEUE.poll();
        first = request != null;
        if (first) {
          SECOND.add(request);
        } else {
          request = SECOND.poll();
        }
        if (request == null) {
          running = false;
          QUEUE.notifyAll();
          return;
        }
      }
      try {
        if (first) {
          request.compileScalar();
        } else {
          request.serve();
        }
      } catch (RuntimeException | Error e) {
        // The scalar loop stays in use; the reason is worth a log line, not a dead thread. (Where
        // it
        // could not be compiled ahead, the vector loop has its turn all the same.)
        if (!first) {
          stays();
          Dispatcher.warmUpFailed(request.kernel().name(), e);
        }
      }
    }
  }

  private static void stays() {
    synchronized (QUEUE) {
      stayed++;
    }
  }

  private static boolean hasVectors() {
    try {
      return Dispatcher.isVector();
    } catch (RuntimeException e) {
      return false; // a property was set to nonsense after the first call: the next calls say so
    }
  }

  /** What the thread has used up, where the JVM has the means to tell. */
  private static final class Spent {

    private static final ThreadMXBean THREADS = threads();

    private static boolean byClock = THREADS == null || !THREADS.isCurrentThreadCpuTimeSupported();

    private static ThreadMXBean threads() {
      try {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                && threads.isThreadAllocatedMemorySupported()
                && threads.isThreadAllocatedMemoryEnabled()
            ? threads
            : null;
      } catch (LinkageError e) {
        return null; // the module jdk.management is not there
      }
    }

    /**
     * Nanoseconds of computing, for time limits: where the machine is busy, the compiler gets as
     * little of it as this thread does. (By the clock, kernels were given up at a load of 20.)
     */
    static long nanos() {
      long computing = byClock ? -1 : THREADS.getCurrentThreadCpuTime();
      byClock = computing < 0; // somebody has switched it off
      return byClock ? System.nanoTime() : computing;
    }

    /** Bytes so far; 0 if unknown. */
    static long bytes() {
      return THREADS == null ? 0 : THREADS.getCurrentThreadAllocatedBytes();
    }
  }

  /**
   * Memory to run a loop on. Segments come of arenas of every kind: C2 specialises on whether it
   * has seen an owner thread and the global arena, and throws the code away when another kind
   * comes.
   */
  private record Scratch(Object a, Object b, Object dst) {

    static final Scratch GLOBAL = of(Arena.global());

    /** Segments of an arena, or arrays for null. */
    static Scratch of(Arena arena) {
      return new Scratch(memory(arena), memory(arena), memory(arena));
    }

    private static Object memory(Arena arena) {
      float[] values = new float[N];
      for (int i = 0; i < N; i++) {
        values[i] = (i * 37 % 256 - 128) / 16f;
      }
      return arena != null
          ? arena.allocate((long) N * Float.BYTES, 64).copyFrom(MemorySegment.ofArray(values))
          : values;
    }

    void exercise(Loop loop, int n) {
      loop.exercise(a, b, dst, n);
    }
  }

  /** The fastest of a batch of so many calls of this length, among calls of all lengths. */
  private static long time(Loop loop, Scratch[] scratch, int length, int calls) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < BATCH; i++) {
      for (Scratch s : scratch) {
        long start = System.nanoTime();
        for (int call = 0; call < calls; call++) {
          s.exercise(loop, length);
        }
        best = Math.min(best, System.nanoTime() - start);
        for (int other : LENGTHS) {
          s.exercise(loop, other);
        }
      }
    }
    return best;
  }
}
