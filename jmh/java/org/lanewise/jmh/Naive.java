package org.lanewise.jmh;

import java.lang.invoke.MethodHandles;
import org.lanewise.internal.Templates;
import org.lanewise.table.KernelTable.FloatBinary;
import org.lanewise.table.KernelTable.FloatUnary;

/**
 * The loops that engines write today.
 *
 * <p>Each is a copy of a template with bytecode and profile of its own, in which the function is a
 * constant: as fast as the same loop written by hand. A shared loop that takes the function as a
 * parameter would be unfair, because the compiler stops to inline it after the second function.
 */
public final class Naive {

  private Naive() {}

  /** The loop over one input. */
  public static NaiveMapLoop map(FloatUnary f, boolean offHeap) {
    return define("NaiveMap", NaiveMapLoop.class, f, offHeap);
  }

  /** The loop over two inputs. */
  public static NaiveZipLoop zip(FloatBinary f, boolean offHeap) {
    return define("NaiveZip", NaiveZipLoop.class, f, offHeap);
  }

  /** The loops over rows. */
  public static NaiveRowLoops rows(boolean offHeap) {
    return define("NaiveRows", NaiveRowLoops.class, null, offHeap);
  }

  /** The loops over more than two inputs. */
  public static NaiveFusedLoops fused(NaiveFusedLoops.Functions functions, boolean offHeap) {
    return define("NaiveFused", NaiveFusedLoops.class, functions, offHeap);
  }

  private static <T> T define(String template, Class<T> type, Object f, boolean offHeap) {
    return Templates.define(
        MethodHandles.lookup(), template, type, new Templates.Key(f, offHeap, false));
  }
}
