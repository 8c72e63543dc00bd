package org.lanewise.jmh.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A native library behind the few lines of C that {@code jmh/native} holds for it, because its
 * functions take vectors or exist only in headers. {@code scripts/build-native.sh} compiles them.
 */
abstract class ShimPeer implements Peer {

  /** Folder of the compiled shims, and of the reasons why others are missing. */
  static final String FOLDER = "lanewise.bench.native";

  private final MethodHandle prepare;
  private final MethodHandle run;

  ShimPeer(String name) throws IOException {
    SymbolLookup library = library(name);
    prepare =
        Functions.find(
            library,
            "prepare",
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS));
    run = Functions.find(library, "run", FunctionDescriptor.ofVoid(ADDRESS));
  }

  /** The compiled shim of this name. */
  static SymbolLookup library(String name) throws IOException {
    String folder = System.getProperty(FOLDER);
    if (folder == null) {
      throw new IllegalStateException("scripts/bench.sh --peers compiles what this peer needs");
    }
    Path reason = Path.of(folder, name + ".missing");
    if (Files.exists(reason)) {
      throw new IllegalStateException(Files.readString(reason).strip());
    }
    return SymbolLookup.libraryLookup(Path.of(folder, name + ".so"), Arena.global());
  }

  @Override
  public Call prepare(Problem p) {
    MemorySegment src = SegmentCall.copy(p.input());
    MemorySegment dst = SegmentCall.allocate(p.elements());
    MemorySegment prepared = prepare(p, src, dst);
    return new SegmentCall(dst, () -> run(prepared, src));
  }

  private MemorySegment prepare(Problem p, MemorySegment src, MemorySegment dst) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment prepared =
          (MemorySegment)
              prepare.invokeExact(
                  arena.allocateFrom(p.kernel()), (long) p.rows(), (long) p.cols(), src, dst);
      if (prepared.equals(MemorySegment.NULL)) {
        throw p.unknown();
      }
      return prepared;
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw Functions.failed(e);
    }
  }

  /** The native side keeps the input's address: the input must live as long as the call. */
  private float run(MemorySegment prepared, @SuppressWarnings("unused") MemorySegment src) {
    try {
      run.invokeExact(prepared);
      return 0;
    } catch (Throwable e) {
      throw Functions.failed(e);
    }
  }
}
