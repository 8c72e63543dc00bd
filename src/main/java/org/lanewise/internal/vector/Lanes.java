package org.lanewise.internal.vector;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.lanewise.internal.Dispatcher;

/**
 * All that knows how wide a vector is and what kind of memory it comes from. Everything else is
 * written for any width.
 */
final class Lanes {

  static final VectorSpecies<Float> SPECIES = species(Dispatcher.vectorBits());
  static final VectorSpecies<Integer> ISPECIES = SPECIES.withLanes(int.class);
  static final VectorSpecies<Double> DSPECIES = SPECIES.withLanes(double.class);

  /** The very classes of vectors, for {@code Flattener}. */
  static final Class<?> FLOATS = SPECIES.vectorType();

  static final Class<?> INTS = ISPECIES.vectorType();
  static final Class<?> DOUBLES = DSPECIES.vectorType();

  /** Number of float lanes: 2, 4, 8 or 16. */
  static final int LENGTH = SPECIES.length();

  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** {@code TAIL[k]} has the first k lanes set. */
  static final VectorMask<Float>[] TAIL = tailMasks();

  @SuppressWarnings("unchecked")
  static final Class<VectorMask<Float>> MASKS =
      (Class<VectorMask<Float>>) (Class<?>) TAIL[0].getClass();

  static final VectorShuffle<Double> TWO_APART = exchange(2);
  static final VectorShuffle<Double> ONE_APART = exchange(1);

  static {
    // A class of the Vector API that is loaded later throws loops away that C2 compiled as if
    // there were no other of its kind. So those that loops use come first.
    for (VectorSpecies<?> species : new VectorSpecies<?>[] {SPECIES, ISPECIES, DSPECIES}) {
      species.zero().toShuffle();
      species.maskAll(true);
    }
  }

  private Lanes() {}

  private static VectorSpecies<Float> species(int bits) {
    return switch (bits) {
      case 64 -> FloatVector.SPECIES_64;
      case 128 -> FloatVector.SPECIES_128;
      case 256 -> FloatVector.SPECIES_256;
      case 512 -> FloatVector.SPECIES_512;
      default -> throw new IllegalStateException("no vectors of " + bits + " bits");
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static VectorMask<Float>[] tailMasks() {
    VectorMask<Float>[] masks = new VectorMask[LENGTH + 1];
    for (int k = 0; k <= LENGTH; k++) {
      masks[k] = SPECIES.indexInRange(0, k);
    }
    return masks;
  }

  private static VectorShuffle<Double> exchange(int distance) {
    return VectorShuffle.fromOp(DSPECIES, i -> (i ^ distance) % DSPECIES.length());
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  static IntVector all(int value) {
    return IntVector.broadcast(ISPECIES, value);
  }

  /** The vector at element {@code i} after {@code base}. */
  static FloatVector load(boolean offHeap, float[] array, MemorySegment segment, long base, int i) {
    return offHeap
        ? FloatVector.fromMemorySegment(SPECIES, segment, base + (long) i * Float.BYTES, ORDER)
        : FloatVector.fromArray(SPECIES, array, (int) base + i);
  }

  /** The first {@code k} lanes of the vector at element {@code i}; the others are zero. */
  static FloatVector loadTail(
      boolean offHeap, float[] array, MemorySegment segment, long base, int i, int k) {
    return offHeap
        ? FloatVector.fromMemorySegment(
            SPECIES, segment, base + (long) i * Float.BYTES, ORDER, tail(k))
        : FloatVector.fromArray(SPECIES, array, (int) base + i, tail(k));
  }

  /** Where the element {@code index} elements after {@code base} is. */
  static long at(boolean offHeap, long base, long index) {
    return offHeap ? base + index * Float.BYTES : base + index;
  }

  /** The vector at a position. */
  static FloatVector loadAt(boolean offHeap, float[] array, MemorySegment segment, long at) {
    return offHeap
        ? FloatVector.fromMemorySegment(SPECIES, segment, at, ORDER)
        : FloatVector.fromArray(SPECIES, array, (int) at);
  }

  /** A mask of the first {@code k} lanes; C2 knows its class, see {@code Flattener}. */
  static VectorMask<Float> tail(int k) {
    return MASKS.cast(TAIL[k]);
  }

  /** The first {@code k} lanes of {@code v}, the others filled with {@code other}. */
  static FloatVector first(FloatVector v, int k, float other) {
    return all(other).blend(v, TAIL[k]);
  }

  /**
   * The larger of each pair of lanes, where {@code m} has no NaN; {@code m} for one in {@code x}.
   */
  static FloatVector larger(FloatVector m, FloatVector x) {
    return m.blend(x, x.compare(GT, m));
  }

  /**
   * The largest lane, where none is NaN: as integers in the same order, since a maximum of floats
   * takes five instructions a step.
   */
  static float max(FloatVector v) {
    IntVector bits = v.reinterpretAsInts();
    IntVector order = bits.lanewise(XOR, bits.lanewise(ASHR, 31).and(Integer.MAX_VALUE));
    int max = order.reduceLanes(MAX);
    return Float.intBitsToFloat(max ^ (max >> 31 & Integer.MAX_VALUE));
  }

  /**
   * The same vector, of a class that C2 knows even where it entered the loop in its middle (OSR)
   * and has seen too few turns to guess.
   */
  static DoubleVector exact(DoubleVector v) {
    return (DoubleVector) DOUBLES.cast(v);
  }

  /** The lower half of the lanes as doubles. */
  static DoubleVector low(FloatVector v) {
    return (DoubleVector) v.convertShape(VectorOperators.F2D, DSPECIES, 0);
  }

  /** The upper half of the lanes as doubles. */
  static DoubleVector high(FloatVector v) {
    return (DoubleVector) v.convertShape(VectorOperators.F2D, DSPECIES, 1);
  }

  /**
   * Adds the sums of the groups of four lanes, each {@code (0 + 2) + (1 + 3)}, to {@code sum}, in
   * order; for four lanes of floats and more.
   *
   * @param lower the lower half of the lanes, see {@link #low}
   * @param upper the upper half
   */
  static double addGroups(double sum, DoubleVector lower, DoubleVector upper) {
    if (LENGTH == 4) {
      DoubleVector pairs = lower.add(upper);
      return sum + (pairs.lane(0) + pairs.lane(1));
    }
    return addGroups(addGroups(sum, lower), upper);
  }

  private static double addGroups(double sum, DoubleVector v) {
    DoubleVector t = v.add(v.rearrange(TWO_APART));
    t = t.add(t.rearrange(ONE_APART));
    sum += t.lane(0);
    return LENGTH == 16 ? sum + t.lane(4) : sum;
  }

  /** Adds the first {@code k} lanes of {@code v} to {@code sum}, one at a time and in order. */
  static double addFirst(double sum, FloatVector v, int k) {
    FloatVector term = first(v, k, 0f);
    sum = addInOrder(sum, low(term));
    if (k > LENGTH / 2) {
      sum = addInOrder(sum, high(term));
    }
    return sum;
  }

  /** Adds the lanes of {@code v} to {@code sum}, one at a time and in order. */
  static double addInOrder(double sum, DoubleVector v) {
    sum += v.lane(0);
    if (LENGTH >= 4) {
      sum += v.lane(1);
    }
    if (LENGTH >= 8) {
      sum = sum + v.lane(2) + v.lane(3);
    }
    if (LENGTH == 16) {
      sum = sum + v.lane(4) + v.lane(5) + v.lane(6) + v.lane(7);
    }
    return sum;
  }
}
