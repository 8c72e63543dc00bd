package org.lanewise.jmh.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.djl.pytorch.engine.PtEngine;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The newer XNNPACK inside PyTorch's library, called directly: its elementwise operators. One
 * thread. (The library was linked without the operator for softmax.)
 */
final class XnnpackOfPyTorchPeer implements Peer {

  // enum xnn_datatype and enum xnn_unary_operator of that state; the check of results would find
  // others.
  private static final int FLOAT32 = 1;
  private static final int CLAMP = 1;
  private static final int EXP = 6;
  private static final int SIGMOID = 13;
  private static final int TANH = 17;

  private final MethodHandle create;
  private final MethodHandle reshape;
  private final MethodHandle setup;
  private final MethodHandle run;

  XnnpackOfPyTorchPeer() throws Throwable {
    PtEngine.getInstance(); // loads the library
    SymbolLookup library = SymbolLookup.loaderLookup();
    MethodHandle initialize =
        Functions.find(library, "xnn_initialize", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    XnnpackCall.check("xnn_initialize", (int) initialize.invokeExact(MemorySegment.NULL));
    create =
        Functions.find(
            library,
            "xnn_create_unary_elementwise_nc",
            FunctionDescriptor.of(
                JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT,
                ADDRESS));
    reshape =
        Functions.find(
            library,
            "xnn_reshape_unary_elementwise_nc",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS));
    setup =
        Functions.find(
            library,
            "xnn_setup_unary_elementwise_nc",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    run = XnnpackCall.run(library);
  }

  @Override
  public Call prepare(Problem p) {
    int type =
        switch (p.kernel()) {
          case "relu" -> CLAMP;
          case "exp" -> EXP;
          case "sigmoid" -> SIGMOID;
          case "tanh" -> TANH;
          default -> throw p.unknown();
        };
    MemorySegment src = SegmentCall.copy(p.input());
    MemorySegment dst = SegmentCall.allocate(p.elements());
    MemorySegment none = MemorySegment.NULL;
    long cols = p.cols();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment operator = arena.allocate(ADDRESS);
      // union xnn_unary_params, of which clamp has two floats: least and most.
      MemorySegment limits = arena.allocateFrom(JAVA_FLOAT, 0, Float.POSITIVE_INFINITY, 0, 0);
      XnnpackCall.check(
          "xnn_create_unary_elementwise_nc",
          (int) create.invokeExact(type, FLOAT32, FLOAT32, limits, none, none, 0, operator));
      MemorySegment made = operator.get(ADDRESS, 0);
      XnnpackCall.check(
          "xnn_reshape_unary_elementwise_nc",
          (int) reshape.invokeExact(made, (long) p.rows(), cols, cols, cols, none));
      XnnpackCall.check("xnn_setup_unary_elementwise_nc", (int) setup.invokeExact(made, src, dst));
      return new XnnpackCall(run, made, src, dst);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw Functions.failed(e);
    }
  }
}
