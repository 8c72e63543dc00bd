package org.lanewise.internal;

import java.lang.foreign.MemorySegment;

/**
 * Calls whose segments no loop can take as they are, or that mix arrays and off-heap memory: copied
 * through arrays, chunk by chunk. It costs an allocation and about 0.2 ns per element and operand.
 */
final class Staging {

  private static final int CHUNK = 4096;

  private Staging() {}

  static void map(
      Kernel<MapLoop> kernel,
      MemorySegment src,
      long srcOffset,
      MemorySegment dst,
      long dstOffset,
      long length,
      float p,
      float q) {
    float[] x = new float[(int) Math.min(length, CHUNK)];
    for (long i = 0; i < length; i += CHUNK) {
      int n = (int) Math.min(length - i, CHUNK);
      read(src, srcOffset, i, x, n);
      kernel.array(n).run(x, 0, x, 0, n, p, q);
      write(x, dst, dstOffset, i, n);
    }
  }

  static void zip(
      Kernel<ZipLoop> kernel,
      MemorySegment a,
      long aOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment dst,
      long dstOffset,
      long length,
      float p,
      float q) {
    float[] x = new float[(int) Math.min(length, CHUNK)];
    float[] y = new float[(int) Math.min(length, CHUNK)];
    for (long i = 0; i < length; i += CHUNK) {
      int n = (int) Math.min(length - i, CHUNK);
      read(a, aOffset, i, x, n);
      read(b, bOffset, i, y, n);
      kernel.array(n).run(x, 0, y, 0, x, 0, n, p, q);
      write(x, dst, dstOffset, i, n);
    }
  }

  private static void read(MemorySegment src, long byteOffset, long i, float[] x, int n) {
    MemorySegment.copy(src, Memory.FLOAT, byteOffset + i * Float.BYTES, x, 0, n);
  }

  private static void write(float[] x, MemorySegment dst, long byteOffset, long i, int n) {
    MemorySegment.copy(x, 0, dst, Memory.FLOAT, byteOffset + i * Float.BYTES, n);
  }
}
