package org.lanewise.jmh.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.lanewise.jmh.Task;

/**
 * An operator of XNNPACK, run by the calling thread.
 *
 * @param function {@code xnn_run_operator}
 * @param operator the operator
 * @param src its input, which must live as long
 * @param dst its output
 */
record XnnpackCall(
    MethodHandle function, MemorySegment operator, MemorySegment src, MemorySegment dst)
    implements Peer.Call {

  /** {@code xnn_run_operator} of a library. */
  static MethodHandle run(SymbolLookup library) {
    return Functions.find(
        library, "xnn_run_operator", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  }

  /** Refuses what is not xnn_status_success. */
  static void check(String what, int status) {
    if (status != 0) {
      throw new IllegalStateException(what + " returns status " + status);
    }
  }

  @Override
  public Task task() {
    return this::call;
  }

  private float call() {
    try {
      check("xnn_run_operator", (int) function.invokeExact(operator, MemorySegment.NULL));
      return 0;
    } catch (Throwable e) {
      throw Functions.failed(e);
    }
  }

  @Override
  public float[] output() {
    return dst.toArray(JAVA_FLOAT);
  }
}
