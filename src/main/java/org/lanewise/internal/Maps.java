package org.lanewise.internal;

import java.lang.foreign.MemorySegment;

/**
 * Runs maps: checks the arguments, finds the memory behind segments, and cuts long inputs into
 * chunks, between which a kernel may change over to its vector loop.
 */
public final class Maps {

  /** Elements a chunk: long enough to forget the call, short enough to change over soon. */
  private static final int CHUNK = 1 << 14;

  private Maps() {}

  /** {@code dst[i] = f(src[i]; p, q)} over arrays. */
  public static void run(
      Kernel<MapLoop> kernel,
      float[] src,
      int srcOffset,
      float[] dst,
      int dstOffset,
      int length,
      float p,
      float q) {
    Ranges.check("src", src, srcOffset, length);
    Ranges.check("dst", dst, dstOffset, length);
    Ranges.checkOverlap("src", src, srcOffset, "dst", dst, dstOffset, length);
    int i = 0;
    for (; i < length - CHUNK; i += CHUNK) {
      kernel.array(CHUNK).run(src, srcOffset + i, dst, dstOffset + i, CHUNK, p, q);
    }
    kernel.array(length - i).run(src, srcOffset + i, dst, dstOffset + i, length - i, p, q);
  }

  /** {@code dst[i] = f(src[i]; p, q)} over segments; offsets in bytes, length in floats. */
  public static void run(
      Kernel<MapLoop> kernel,
      MemorySegment src,
      long srcOffset,
      MemorySegment dst,
      long dstOffset,
      long length,
      float p,
      float q) {
    Ranges.checkSource("src", src, srcOffset, length);
    Ranges.checkTarget("dst", dst, dstOffset, length);
    Ranges.checkOverlap("src", src, srcOffset, "dst", dst, dstOffset, length);
    Object s = Memory.of(src, srcOffset);
    Object d = Memory.of(dst, dstOffset);
    if (!Memory.alike(s, d)) {
      Staging.map(kernel, src, srcOffset, dst, dstOffset, length, p, q);
      return;
    }
    run(kernel, s, Memory.base(s, src, srcOffset), d, Memory.base(d, dst, dstOffset), length, p, q);
  }

  /** {@code dst[i] = f(src[i]; p, q)} over memory of one kind; nothing is checked. */
  static void run(
      Kernel<MapLoop> kernel,
      Object src,
      long srcBase,
      Object dst,
      long dstBase,
      long length,
      float p,
      float q) {
    long s = srcBase;
    long d = dstBase;
    long left = length;
    for (; left > CHUNK; left -= CHUNK) {
      kernel.on(src, CHUNK).run(src, s, dst, d, CHUNK, p, q);
      s = Memory.advance(src, s, CHUNK);
      d = Memory.advance(dst, d, CHUNK);
    }
    kernel.on(src, (int) left).run(src, s, dst, d, (int) left, p, q);
  }

  /** {@code dst[i] = f(a[i], b[i]; p, q)} over arrays. */
  public static void zip(
      Kernel<ZipLoop> kernel,
      String aName,
      float[] a,
      int aOffset,
      String bName,
      float[] b,
      int bOffset,
      String dstName,
      float[] dst,
      int dstOffset,
      int length,
      float p,
      float q) {
    Ranges.check(aName, a, aOffset, length);
    Ranges.check(bName, b, bOffset, length);
    Ranges.check(dstName, dst, dstOffset, length);
    Ranges.checkOverlap(aName, a, aOffset, dstName, dst, dstOffset, length);
    Ranges.checkOverlap(bName, b, bOffset, dstName, dst, dstOffset, length);
    int i = 0;
    for (; i < length - CHUNK; i += CHUNK) {
      kernel.array(CHUNK).run(a, aOffset + i, b, bOffset + i, dst, dstOffset + i, CHUNK, p, q);
    }
    kernel
        .array(length - i)
        .run(a, aOffset + i, b, bOffset + i, dst, dstOffset + i, length - i, p, q);
  }

  /** {@code dst[i] = f(a[i], b[i]; p, q)} over segments; offsets in bytes, length in floats. */
  public static void zip(
      Kernel<ZipLoop> kernel,
      String aName,
      MemorySegment a,
      long aOffset,
      String bName,
      MemorySegment b,
      long bOffset,
      String dstName,
      MemorySegment dst,
      long dstOffset,
      long length,
      float p,
      float q) {
    Ranges.checkSource(aName, a, aOffset, length);
    Ranges.checkSource(bName, b, bOffset, length);
    Ranges.checkTarget(dstName, dst, dstOffset, length);
    Ranges.checkOverlap(aName, a, aOffset, dstName, dst, dstOffset, length);
    Ranges.checkOverlap(bName, b, bOffset, dstName, dst, dstOffset, length);
    Object am = Memory.of(a, aOffset);
    Object bm = Memory.of(b, bOffset);
    Object dm = Memory.of(dst, dstOffset);
    if (!Memory.alike(am, dm) || !Memory.alike(bm, dm)) {
      Staging.zip(kernel, a, aOffset, b, bOffset, dst, dstOffset, length, p, q);
      return;
    }
    long ab = Memory.base(am, a, aOffset);
    long bb = Memory.base(bm, b, bOffset);
    long db = Memory.base(dm, dst, dstOffset);
    zip(kernel, am, ab, bm, bb, dm, db, length, p, q);
  }

  /** {@code dst[i] = f(a[i], b[i]; p, q)} over memory of one kind; nothing is checked. */
  static void zip(
      Kernel<ZipLoop> kernel,
      Object a,
      long aBase,
      Object b,
      long bBase,
      Object dst,
      long dstBase,
      long length,
      float p,
      float q) {
    long x = aBase;
    long y = bBase;
    long d = dstBase;
    long left = length;
    for (; left > CHUNK; left -= CHUNK) {
      kernel.on(a, CHUNK).run(a, x, b, y, dst, d, CHUNK, p, q);
      x = Memory.advance(a, x, CHUNK);
      y = Memory.advance(b, y, CHUNK);
      d = Memory.advance(dst, d, CHUNK);
    }
    kernel.on(a, (int) left).run(a, x, b, y, dst, d, (int) left, p, q);
  }
}
