package org.lanewise.internal;

import java.util.function.BiFunction;

/**
 * One kernel: the loop over arrays and the loop over off-heap memory that calls use now.
 *
 * <p>A vector loop takes as long for one element as for a vector of them, and more, since it has to
 * mask the others: sigmoid of one took 26 ns, of 16 elements 16 ns. So calls of a {@link #FEW} keep
 * the scalar loop.
 *
 * <p>Neither exists before its first use. On the vector path a loop starts as the scalar one and is
 * exchanged once {@link WarmUp} has seen the vector loop, compiled, beat it. Both give the same
 * bits, so that nobody can tell which one served a call. The fields are plain: a thread that sees
 * the exchange late runs the other loop a little longer.
 *
 * @param <L> the shape of its loop
 */
public final class Kernel<L extends Loop> {

  /**
   * Up to so many elements scalar loops take less time; of the cheap ones (relu) up to a dozen.
   *
   * <p>Measured by {@link WarmUp} for each kernel it is 5 for relu, 2 for sigmoid and 1 for gelu,
   * as long as input and output lie apart. But small arrays lie side by side, and then a masked
   * load waits until the masked store of the call before is through: sigmoid of 5 took 27 ns, not
   * 16, and of 3 with such a limit 19 to 27 ns instead of 13.
   */
  static final int FEW = 4;

  private final String name;
  private final BiFunction<Loops, Boolean, L> maker;
  private L array;
  private L offHeap;
  private L arrayFew;
  private L offHeapFew;

  Kernel(String name, BiFunction<Loops, Boolean, L> maker) {
    this.name = name;
    this.maker = maker;
  }

  /** The name for logs. */
  public String name() {
    return name;
  }

  /** The loop over arrays for {@code n} elements. */
  public L array(int n) {
    L loop = n > FEW ? array : arrayFew;
    return loop != null ? loop : start(n, false);
  }

  private L offHeap(int n) {
    L loop = n > FEW ? offHeap : offHeapFew;
    return loop != null ? loop : start(n, true);
  }

  /** The loop for this kind of memory, whatever the number of elements: for columns. */
  L on(Object memory) {
    return on(memory, Integer.MAX_VALUE);
  }

  /** The loop for this kind of memory for {@code n} elements. */
  public L on(Object memory, int n) {
    return memory instanceof float[] ? array(n) : offHeap(n);
  }

  private L start(int n, boolean wantOffHeap) {
    // Before the lock, since it may log, and loggers have locks of their own.
    boolean later = Dispatcher.warmsUp();
    start(wantOffHeap, !later && Dispatcher.isVector(), later);
    return wantOffHeap ? offHeap(n) : array(n);
  }

  private synchronized void start(boolean wantOffHeap, boolean now, boolean later) {
    if ((wantOffHeap ? offHeapFew : arrayFew) == null) {
      L scalar = maker.apply(Dispatcher.SCALAR_LOOPS, wantOffHeap);
      use(now ? maker.apply(Dispatcher.vectorLoops(), wantOffHeap) : scalar, wantOffHeap);
      if (wantOffHeap) {
        offHeapFew = scalar;
      } else {
        arrayFew = scalar;
      }
      if (later) {
        WarmUp.request(this, wantOffHeap, scalar);
      }
    }
  }

  L make(Loops loops, boolean wantOffHeap) {
    return maker.apply(loops, wantOffHeap);
  }

  void use(L loop, boolean wantOffHeap) {
    if (wantOffHeap) {
      offHeap = loop;
    } else {
      array = loop;
    }
  }
}
