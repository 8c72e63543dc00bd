package org.lanewise.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lanewise.ActivationGradients;
import org.lanewise.Activations;
import org.lanewise.Backend;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxCrossEntropy;
import org.lanewise.testing.Inputs;

/**
 * Uses kernels while they warm up in the background, in a JVM of its own: prints which loops were
 * in use first and last, and whether any result changed.
 */
final class ChangeOver {

  private static final int ROWS = 4;
  private static final int COLS = 500;
  private static final int N = ROWS * COLS;

  private static final float[] X = new Inputs(11).mixed(N, Inputs.patterns());
  private static final float[] LOGITS = new Inputs(12).normal(N, 4f);
  private static final int[] LABELS = {3, 499, -100, 77};

  private ChangeOver() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("nothing to wait for: " + Backend.awaitWarmUp(Duration.ZERO));
    int[] first = results();
    System.out.println("first " + loops());
    System.out.println("at once: " + Backend.awaitWarmUp(Duration.ZERO));
    long calls = 0;
    boolean warm = false;
    for (int i = 0; i < 1200 && !warm; i++) {
      if (!Arrays.equals(first, results())) {
        System.out.println("results changed");
      }
      calls++;
      warm = Backend.awaitWarmUp(Duration.ofMillis(50));
    }
    System.out.println("in the end: " + warm);
    System.out.println("last " + loops());
    System.out.println(
        (Arrays.equals(first, results()) ? "same results" : "results changed") + " calls " + calls);
  }

  /** The bits of what some kernels return, on arrays and off the heap. */
  private static int[] results() {
    List<float[]> all = new ArrayList<>();
    float[] y = new float[N];
    Activations.sigmoid(X, 0, y, 0, N);
    all.add(y.clone());
    ActivationGradients.tanh(X, 0, y, 0, y, 0, N);
    all.add(y.clone());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment src = arena.allocateFrom(ValueLayout.JAVA_FLOAT, X);
      MemorySegment dst = arena.allocate(4L * N, 4);
      Activations.tanh(src, 0, dst, 0, N);
      all.add(dst.toArray(ValueLayout.JAVA_FLOAT));
    }
    Softmax.softmax(Matrix.of(LOGITS, ROWS, COLS), Matrix.of(y, ROWS, COLS));
    all.add(y.clone());
    float loss =
        SoftmaxCrossEntropy.lossAndGradient(
            Matrix.of(LOGITS, ROWS, COLS),
            LABELS,
            Matrix.of(y, ROWS, COLS),
            CrossEntropyOptions.DEFAULT);
    all.add(y.clone());
    all.add(new float[] {loss});
    return all.stream()
        .flatMapToInt(a -> java.util.stream.IntStream.range(0, a.length).map(i -> bits(a, i)))
        .toArray();
  }

  private static int bits(float[] a, int i) {
    return Float.floatToIntBits(a[i]);
  }

  /** The loops in use now: kernel, kind of memory, class. */
  private static List<String> loops() throws ReflectiveOperationException {
    List<String> loops = new ArrayList<>();
    for (Class<?> owner :
        List.of(
            Activations.class,
            ActivationGradients.class,
            SoftmaxRows.class,
            SoftmaxKernels.class,
            CrossEntropyKernels.class,
            Kernels.class)) {
      for (Field field : owner.getDeclaredFields()) {
        if (field.getType() == Kernel.class && Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          Kernel<?> kernel = (Kernel<?>) field.get(null);
          for (String memory : List.of("array", "offHeap")) {
            Field slot = Kernel.class.getDeclaredField(memory);
            slot.setAccessible(true);
            Object loop = slot.get(kernel);
            if (loop != null) {
              String name = loop.getClass().getSimpleName();
              loops.add(kernel.name() + "/" + memory + "=" + name.replaceAll("/.*", ""));
            }
          }
        }
      }
    }
    return loops;
  }
}
