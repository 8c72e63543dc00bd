package org.lanewise.jmh.probe;

import jdk.incubator.vector.FloatVector;

/** The loops around this JVM's operation: many chains at a time, or one. */
final class ComputeLoops {

  private static final Operation OPERATION = ProbeChoice.operation();

  /**
   * Steps of a turn. As chains they are enough for two units of a latency of six, and with their
   * two constants they fit into 16 registers.
   */
  static final int STEPS = 12;

  /** Turns of a call that is measured. */
  static final int TURNS = 512;

  /** Turns of a call that only gets the loop compiled. */
  static final int FEW_TURNS = 8;

  private static final int LANES = ProbeSpecies.LANES;

  /** Every step has an address of its own, or the compiler would do one access for all. */
  private static final int LAST = ProbeSpecies.RING - 1;

  // Values at which nothing overflows, becomes subnormal or ends at a round number.
  private static final float FACTOR = 0.99999994f;
  private static final float SUMMAND = 1.7724539f;

  private ComputeLoops() {}

  /** Memory for the operations that need it: a ring, and what a gather reads beyond its end. */
  static float[] ring() {
    float[] ring = new float[ProbeSpecies.RING + (STEPS + 3) * LANES];
    for (int i = 0; i < ring.length; i++) {
      ring[i] = 1.25f + i * 0x1p-12f;
    }
    return ring;
  }

  private static FloatVector start(float[] ring, int chain) {
    return FloatVector.fromArray(ProbeSpecies.FLOATS, ring, chain);
  }

  /** Independent chains side by side: as fast as the units go. */
  static float throughput(float[] ring, int turns) {
    FloatVector b = ProbeSpecies.all(FACTOR);
    FloatVector c = ProbeSpecies.all(SUMMAND);
    FloatVector a0 = start(ring, 0);
    FloatVector a1 = start(ring, 1);
    FloatVector a2 = start(ring, 2);
    FloatVector a3 = start(ring, 3);
    FloatVector a4 = start(ring, 4);
    FloatVector a5 = start(ring, 5);
    FloatVector a6 = start(ring, 6);
    FloatVector a7 = start(ring, 7);
    FloatVector a8 = start(ring, 8);
    FloatVector a9 = start(ring, 9);
    FloatVector a10 = start(ring, 10);
    FloatVector a11 = start(ring, 11);
    for (int i = 0; i < turns; i++) {
      int at = i * STEPS * LANES & LAST;
      a0 = OPERATION.step(a0, b, c, ring, at);
      a1 = OPERATION.step(a1, b, c, ring, at + 1 * LANES);
      a2 = OPERATION.step(a2, b, c, ring, at + 2 * LANES);
      a3 = OPERATION.step(a3, b, c, ring, at + 3 * LANES);
      a4 = OPERATION.step(a4, b, c, ring, at + 4 * LANES);
      a5 = OPERATION.step(a5, b, c, ring, at + 5 * LANES);
      a6 = OPERATION.step(a6, b, c, ring, at + 6 * LANES);
      a7 = OPERATION.step(a7, b, c, ring, at + 7 * LANES);
      a8 = OPERATION.step(a8, b, c, ring, at + 8 * LANES);
      a9 = OPERATION.step(a9, b, c, ring, at + 9 * LANES);
      a10 = OPERATION.step(a10, b, c, ring, at + 10 * LANES);
      a11 = OPERATION.step(a11, b, c, ring, at + 11 * LANES);
    }
    return a0.add(a1)
        .add(a2)
        .add(a3)
        .add(a4)
        .add(a5)
        .add(a6)
        .add(a7)
        .add(a8)
        .add(a9)
        .add(a10)
        .add(a11)
        .lane(0);
  }

  /** One chain: each step waits for the one before. */
  static float latency(float[] ring, int turns) {
    FloatVector b = ProbeSpecies.all(FACTOR);
    FloatVector c = ProbeSpecies.all(SUMMAND);
    FloatVector a = start(ring, 0);
    for (int i = 0; i < turns; i++) {
      int at = i * STEPS * LANES & LAST;
      a = OPERATION.step(a, b, c, ring, at);
      a = OPERATION.step(a, b, c, ring, at + 1 * LANES);
      a = OPERATION.step(a, b, c, ring, at + 2 * LANES);
      a = OPERATION.step(a, b, c, ring, at + 3 * LANES);
      a = OPERATION.step(a, b, c, ring, at + 4 * LANES);
      a = OPERATION.step(a, b, c, ring, at + 5 * LANES);
      a = OPERATION.step(a, b, c, ring, at + 6 * LANES);
      a = OPERATION.step(a, b, c, ring, at + 7 * LANES);
      a = OPERATION.step(a, b, c, ring, at + 8 * LANES);
      a = OPERATION.step(a, b, c, ring, at + 9 * LANES);
      a = OPERATION.step(a, b, c, ring, at + 10 * LANES);
      a = OPERATION.step(a, b, c, ring, at + 11 * LANES);
    }
    return a.lane(0);
  }
}
