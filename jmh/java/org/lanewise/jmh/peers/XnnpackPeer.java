package org.lanewise.jmh.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * XNNPACK as Linux distributions pack it (Debian 12 and Ubuntu 22.04 to 24.04: a state of 2022),
 * which has operators for sigmoid, softmax and clamp, but none for exp and tanh. One thread.
 */
final class XnnpackPeer implements Peer {

  private static final String LIBRARY = "libXNNPACK.so.0";
  private static final FunctionDescriptor CREATE =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS);
  private static final FunctionDescriptor CREATE_CLAMP =
      FunctionDescriptor.of(
          JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_FLOAT, JAVA_FLOAT, JAVA_INT, ADDRESS);
  private static final FunctionDescriptor SETUP =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);

  private final SymbolLookup library;
  private final MethodHandle run;

  XnnpackPeer() throws Throwable {
    try {
      library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("no " + LIBRARY + ": apt-get install libxnnpack0", e);
    }
    MethodHandle initialize =
        Functions.find(library, "xnn_initialize", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    XnnpackCall.check("xnn_initialize", (int) initialize.invokeExact(MemorySegment.NULL));
    run = XnnpackCall.run(library);
  }

  @Override
  public Call prepare(Problem p) throws Exception {
    MemorySegment src = SegmentCall.copy(p.input());
    MemorySegment dst = SegmentCall.allocate(p.elements());
    String name =
        switch (p.kernel()) {
          case "relu" -> "clamp";
          case "sigmoid", "softmax" -> p.kernel();
          default -> throw p.unknown();
        };
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment operator = arena.allocate(ADDRESS);
      long cols = p.cols();
      int created =
          name.equals("clamp")
              ? (int)
                  Functions.find(library, "xnn_create_clamp_nc_f32", CREATE_CLAMP)
                      .invokeExact(cols, cols, cols, 0f, Float.POSITIVE_INFINITY, 0, operator)
              : (int)
                  Functions.find(library, "xnn_create_" + name + "_nc_f32", CREATE)
                      .invokeExact(cols, cols, cols, 0, operator);
      XnnpackCall.check("xnn_create_" + name, created);
      MemorySegment made = operator.get(ADDRESS, 0);
      int set =
          (int)
              Functions.find(library, "xnn_setup_" + name + "_nc_f32", SETUP)
                  .invokeExact(made, (long) p.rows(), src, dst, MemorySegment.NULL);
      XnnpackCall.check("xnn_setup_" + name, set);
      return new XnnpackCall(run, made, src, dst);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw Functions.failed(e);
    }
  }
}
