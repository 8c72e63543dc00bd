package org.lanewise.jmh.probe;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this JVM's width, and what operations need beside them. */
final class ProbeSpecies {

  static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(ProbeChoice.bits()));

  static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

  static final int LANES = FLOATS.length();

  /** Every other lane. */
  static final VectorMask<Float> MASK = VectorMask.fromLong(FLOATS, 0x5555);

  static final VectorShuffle<Float> REVERSE =
      VectorShuffle.fromOp(FLOATS, lane -> LANES - 1 - lane);

  /** Lanes of a gather: every third element, which no single load covers. */
  static final int[] INDEX = index();

  /** Elements that the operations on memory go round in; they stay in the L1 cache. */
  static final int RING = 1024;

  private ProbeSpecies() {}

  private static int[] index() {
    int[] index = new int[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      index[lane] = 3 * lane;
    }
    return index;
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }
}
