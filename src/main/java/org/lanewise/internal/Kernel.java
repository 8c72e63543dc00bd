package org.lanewise.internal;

import java.util.function.BiFunction;

/**
 * One kernel: the loop over arrays and the loop over off-heap memory that calls use now.
 *
 * <p>Neither exists before its first use. On the vector path a loop starts as the scalar one and is
 * exchanged once {@link WarmUp} has seen the vector loop, compiled, beat it. Both give the same
 * bits, so that nobody can tell which one served a call. The fields are plain: a thread that sees
 * the exchange late runs the other loop a little longer.
 *
 * @param <L> the shape of its loop
 */
public final class Kernel<L extends Loop> {

  private final String name;
  private final BiFunction<Loops, Boolean, L> maker;
  private L array;
  private L offHeap;

  Kernel(String name, BiFunction<Loops, Boolean, L> maker) {
    this.name = name;
    this.maker = maker;
  }

  /** The name for logs. */
  public String name() {
    return name;
  }

  /** The loop over arrays. */
  public L array() {
    L loop = array;
    return loop != null ? loop : start(false);
  }

  /** The loop over off-heap segments. */
  public L offHeap() {
    L loop = offHeap;
    return loop != null ? loop : start(true);
  }

  /** The loop for this kind of memory. */
  public L on(Object memory) {
    return memory instanceof float[] ? array() : offHeap();
  }

  private synchronized L start(boolean wantOffHeap) {
    L loop = wantOffHeap ? offHeap : array;
    if (loop == null) {
      boolean later = Dispatcher.warmsUp();
      boolean now = !later && Dispatcher.isVector();
      loop = maker.apply(now ? Dispatcher.vectorLoops() : Dispatcher.SCALAR_LOOPS, wantOffHeap);
      use(loop, wantOffHeap);
      if (later) {
        WarmUp.request(this, wantOffHeap, loop);
      }
    }
    return loop;
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
