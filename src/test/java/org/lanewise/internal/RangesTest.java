package org.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lanewise.testing.Refusals.refused;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** The edges of the checks that the contracts of the facades do not reach. */
class RangesTest {

  private static final int MAX = Integer.MAX_VALUE;

  @Test
  void arraysOfIntsAreCheckedAsThoseOfFloats() {
    int[] array = new int[10];
    Ranges.check("labels", array, 0, 10);
    Ranges.check("labels", array, 0, 0);
    Ranges.check("labels", array, 10, 0);
    Ranges.check("labels", array, 3, 7);
    refused(NullPointerException.class, () -> Ranges.check("labels", (int[]) null, 0, 0), "labels");
    int[][] outside = {{0, 11}, {4, 7}, {10, 1}, {11, 0}, {-1, 1}, {1, -1}, {MAX, MAX}};
    for (int[] range : outside) {
      refused(
          IndexOutOfBoundsException.class,
          () -> Ranges.check("labels", array, range[0], range[1]),
          "labels: offset " + range[0] + " and length " + range[1],
          "array of 10");
    }
  }

  @Test
  void segmentsOverlapByAddressWhateverTheirSlices() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(1000);
      MemorySegment late = memory.asSlice(40);
      Ranges.checkOverlap("src", late, 40, "dst", memory, 80, 30);
      Ranges.checkOverlap("src", memory, 80, "dst", late, 40, 30);
      Ranges.checkOverlap("src", late, 40, "dst", memory, 200, 30);
      Ranges.checkOverlap("src", memory, 200, "dst", late, 40, 30);
      refused(
          IllegalArgumentException.class,
          () -> Ranges.checkOverlap("src", late, 40, "dst", memory, 60, 30),
          "src at 40 and dst at 60 overlap over 30 elements");
      refused(
          IllegalArgumentException.class,
          () -> Ranges.checkOverlap("src", memory, 60, "dst", late, 40, 30),
          "src at 60 and dst at 40 overlap over 30 elements");
    }
  }

  @Test
  void nativeMemoryIsNoArrayThatHasTheSameAddress() {
    MemorySegment array = MemorySegment.ofArray(new float[100]);
    MemorySegment low = MemorySegment.ofAddress(8);
    Ranges.checkOverlap("src", low, 0, "dst", array, 0, 100);
    Ranges.checkOverlap("src", array, 0, "dst", low, 0, 100);
  }

  @Test
  void arraysOfRowsAreOneLongEachAndNotTheSame() {
    float[] losses = new float[4];
    Ranges.checkRowArrays(4, null, null);
    Ranges.checkRowArrays(4, losses, null);
    Ranges.checkRowArrays(4, null, losses);
    Ranges.checkRowArrays(4, losses, new float[4]);
    refused(
        IndexOutOfBoundsException.class,
        () -> Ranges.checkRowArrays(5, losses, null),
        "losses: offset 0 and length 5");
    refused(
        IndexOutOfBoundsException.class,
        () -> Ranges.checkRowArrays(5, null, losses),
        "lossGradients: offset 0 and length 5");
    refused(
        IllegalArgumentException.class,
        () -> Ranges.checkRowArrays(4, losses, losses),
        "losses and lossGradients are the same array");
  }

  @Test
  void whatIsNotNullComesBack() {
    assertEquals("value", Ranges.notNull("name", "value"));
    refused(NullPointerException.class, () -> Ranges.notNull("name", null), "name");
  }
}
