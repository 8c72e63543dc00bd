package org.lanewise.jmh.peers;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lanewise.jmh.Task;

/**
 * A call that writes into memory off the heap.
 *
 * @param segment the memory
 * @param task the call
 */
record SegmentCall(MemorySegment segment, Task task) implements Peer.Call {

  /** A page: what a native library would get from its own allocator for large tensors. */
  private static final int ALIGNMENT = 4096;

  /** Memory for n floats, freed when nobody uses it any more. */
  static MemorySegment allocate(int n) {
    return Arena.ofAuto().allocate((long) n * Float.BYTES, ALIGNMENT);
  }

  /** A copy of values off the heap. */
  static MemorySegment copy(float[] values) {
    MemorySegment segment = allocate(values.length);
    MemorySegment.copy(values, 0, segment, JAVA_FLOAT, 0, values.length);
    return segment;
  }

  @Override
  public float[] output() {
    return segment.toArray(JAVA_FLOAT);
  }
}
