package org.lanewise.accuracy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.lanewise.Backend;

/**
 * A quick check of the vector path on a CPU that may be emulated: every kernel of one input,
 * compiled, returns the same bits as the scalar path and boxes no vector. The lines with hashes
 * have to be the same on all machines. Ends with 1 if something is wrong.
 */
public final class PathsCheck {

  private static final int LENGTH = 1024;
  private static final int BLOCKS = 8;

  /** Calls until C2 has certainly compiled a loop, also where it compiles nothing before. */
  private static final int WARM_UP = 400;

  private static final int MEASURED = 50;

  /** Per call; a boxed vector is at least 32 bytes, and there are 64 and more in a call. */
  private static final long MOST_BYTES = 512;

  private static final long PRIME = 0x100000001b3L;
  private static final long OFFSET = 0xcbf29ce484222325L;

  private PathsCheck() {}

  /** Runs the check. */
  public static void main(String[] arguments) {
    Backend backend = Backend.current();
    System.out.println("# " + backend);
    if (!backend.vector()) {
      System.exit(1);
    }
    boolean good = true;
    for (Subject subject : Subject.all()) {
      if (subject.name().equals(subject.kernel())) {
        good &= check(subject);
      }
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean check(Subject subject) {
    float[] sample = Samples.unary(new float[0][]);
    float[] x = new float[LENGTH];
    float[] scalar = new float[LENGTH];
    float[] vector = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      x[i] = input(subject, sample, i * (sample.length / LENGTH));
    }
    for (int i = 0; i < WARM_UP; i++) {
      subject.vector().apply(x, vector, LENGTH);
      subject.scalar().apply(x, scalar, LENGTH);
    }
    long start = System.nanoTime();
    long bytes = allocated();
    for (int i = 0; i < MEASURED; i++) {
      subject.vector().apply(x, vector, LENGTH);
    }
    bytes = (allocated() - bytes) / MEASURED;
    double time = (double) (System.nanoTime() - start) / MEASURED / LENGTH;
    long hash = OFFSET;
    int differences = 0;
    for (int block = 0; block < BLOCKS; block++) {
      for (int i = 0; i < LENGTH; i++) {
        x[i] = input(subject, sample, (int) ((i + (long) block * LENGTH) * 7919 % sample.length));
      }
      subject.vector().apply(x, vector, LENGTH);
      subject.scalar().apply(x, scalar, LENGTH);
      for (int i = 0; i < LENGTH; i++) {
        int bits = Float.floatToIntBits(vector[i]);
        differences += bits == Float.floatToIntBits(scalar[i]) ? 0 : 1;
        hash = (hash ^ bits) * PRIME;
      }
    }
    System.out.printf(
        "# %-18s %6d inputs, %d differences, %d B a call, %.2f ns an element%n",
        subject.name(), BLOCKS * LENGTH, differences, bytes, time);
    System.out.printf("%-18s %016x%n", subject.name(), hash);
    return differences == 0 && bytes <= MOST_BYTES;
  }

  private static float input(Subject subject, float[] sample, int index) {
    float x = sample[index];
    return subject.domain().contains(x) ? x : 0.5f;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
