import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lanewise.Activations;
import org.lanewise.Backend;

/**
 * What it costs that Java has no streaming stores: copies and ReLU on memory far beyond the caches,
 * with and without them, in turn. The argument is the shim that {@code scripts/build-native.sh}
 * makes of {@code jmh/native/stream.c}.
 */
public final class Streaming {

  private static final int N = 1 << 24;
  private static final long BYTES = 4L * N;
  private static final int PAGE = 4096;
  private static final int ROUNDS = 15;

  private Streaming() {}

  private interface Pass {
    void run() throws Throwable;
  }

  public static void main(String[] args) throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle memcpy =
        linker.downcallHandle(
            linker.defaultLookup().find("memcpy").orElseThrow(),
            FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
    SymbolLookup shim = SymbolLookup.libraryLookup(Path.of(args[0]), Arena.global());
    FunctionDescriptor stream = FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG);
    MethodHandle copy = linker.downcallHandle(shim.find("stream_copy").orElseThrow(), stream);
    MethodHandle relu = linker.downcallHandle(shim.find("stream_relu").orElseThrow(), stream);
    MemorySegment x = Arena.global().allocate(BYTES, PAGE);
    MemorySegment y = Arena.global().allocate(BYTES, PAGE);
    for (int i = 0; i < N; i++) {
      x.setAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, i, i % 257 - 128);
    }
    float[] a = new float[N];
    float[] b = new float[N];
    Map<String, Pass> passes = new LinkedHashMap<>();
    passes.put("MemorySegment.copy", () -> MemorySegment.copy(x, 0, y, 0, BYTES));
    passes.put("memcpy of the C library", () -> memcpy(memcpy, y, x));
    passes.put("copy with streaming stores", () -> stream(copy, x, y));
    passes.put("relu, native memory", () -> Activations.relu(x, 0, y, 0, N));
    passes.put("relu, array", () -> Activations.relu(a, 0, b, 0, N));
    passes.put("relu with streaming stores", () -> stream(relu, x, y));
    passes.put("relu in place, native memory", () -> Activations.relu(y, 0, y, 0, N));
    for (Pass pass : passes.values()) {
      pass.run();
    }
    Backend.awaitWarmUp(Duration.ofMinutes(1));
    Map<String, double[]> times = new LinkedHashMap<>();
    for (int round = -2; round < ROUNDS; round++) {
      for (Map.Entry<String, Pass> pass : passes.entrySet()) {
        long begin = System.nanoTime();
        pass.getValue().run();
        if (round >= 0) {
          times.computeIfAbsent(pass.getKey(), k -> new double[ROUNDS])[round] =
              System.nanoTime() - begin;
        }
      }
    }
    System.out.println("| " + N + " floats | ns/element | GB/s read and written |");
    System.out.println("| --- | ---: | ---: |");
    times.forEach(
        (name, nanos) -> {
          Arrays.sort(nanos);
          double median = nanos[ROUNDS / 2];
          System.out.printf(
              Locale.ROOT, "| %s | %.3f | %.1f |%n", name, median / N, 2 * BYTES / median);
        });
  }

  private static void stream(MethodHandle loop, MemorySegment from, MemorySegment to)
      throws Throwable {
    loop.invokeExact(from, to, (long) N);
  }

  private static void memcpy(MethodHandle memcpy, MemorySegment to, MemorySegment from)
      throws Throwable {
    MemorySegment ignored = (MemorySegment) memcpy.invokeExact(to, from, BYTES);
  }
}
