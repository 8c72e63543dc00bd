package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.lanewise.testing.Refusals.refused;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;
import org.lanewise.testing.Refusals;
import org.lanewise.testing.Region;
import org.lanewise.testing.Region.Kind;
import org.lanewise.testing.Region.Place;

/** What the elementwise kernels refuse, and that they have written nothing then. */
class ElementwiseContractTest {

  private static final int SIZE = 100;
  private static final int MAX = Integer.MAX_VALUE;
  private static final int MIN = Integer.MIN_VALUE;

  /** Ranges of arrays of 100 elements: source, target, length; the culprit and its value. */
  private static final Object[][] BAD_RANGES = {
    {-1, 0, 10, "src", -1},
    {0, -1, 10, "dst", -1},
    {0, 0, -1, "src", -1},
    {0, 0, 101, "src", 101},
    {91, 0, 10, "src", 91},
    {0, 91, 10, "dst", 91},
    {101, 0, 0, "src", 101},
    {0, 101, 0, "dst", 101},
    {MAX, 0, 1, "src", MAX},
    {0, MAX, 1, "dst", MAX},
    {0, 0, MAX, "src", MAX},
    {1, 0, MAX, "src", MAX},
    {MAX, 0, MAX, "src", MAX},
    {MIN, 0, 1, "src", MIN},
    {0, MIN, 1, "dst", MIN},
    {0, 0, MIN, "src", MIN},
    {MIN, 0, MIN, "src", MIN},
    {MAX, 0, MIN, "src", MIN}
  };

  /** Ranges of segments of 400 bytes: bytes, bytes, elements; the culprit and its value. */
  private static final Object[][] BAD_BYTE_RANGES = {
    {-4L, 0L, 10L, "src", -4L},
    {0L, -1L, 10L, "dst", -1L},
    {0L, 0L, -1L, "src", -1L},
    {0L, 0L, 101L, "src", 101L},
    {361L, 0L, 10L, "src", 361L},
    {0L, 364L, 10L, "dst", 364L},
    {401L, 0L, 0L, "src", 401L},
    {0L, 401L, 0L, "dst", 401L},
    {397L, 0L, 1L, "src", 397L},
    {Long.MAX_VALUE, 0L, 1L, "src", Long.MAX_VALUE},
    {0L, Long.MAX_VALUE, 1L, "dst", Long.MAX_VALUE},
    {0L, 0L, Long.MAX_VALUE, "src", Long.MAX_VALUE},
    {0L, 0L, Long.MAX_VALUE / 4, "src", Long.MAX_VALUE / 4},
    {0L, 0L, 1L << 62, "src", 1L << 62}, // times four is 0
    {4L, 0L, (1L << 62) + 1, "src", (1L << 62) + 1}, // times four is 4
    {Long.MAX_VALUE, 0L, Long.MAX_VALUE, "src", Long.MAX_VALUE},
    {Long.MIN_VALUE, 0L, 1L, "src", Long.MIN_VALUE},
    {0L, Long.MIN_VALUE, 1L, "dst", Long.MIN_VALUE},
    {0L, 0L, Long.MIN_VALUE, "src", Long.MIN_VALUE},
    {0L, 0L, (long) MAX + 1, "src", (long) MAX + 1}
  };

  /** Two ranges of ten elements in one array that overlap: where they begin. */
  private static final int[][] OVERLAPS = {{0, 1}, {1, 0}, {20, 29}, {29, 20}, {50, 55}};

  private static final int LENGTH = 10;

  static Stream<Named<MapCase>> maps() {
    return KernelTable.MAPS.stream().map(map -> Named.of(map.name(), map));
  }

  static Stream<Named<ZipCase>> zips() {
    return KernelTable.ZIPS.stream().map(zip -> Named.of(zip.name(), zip));
  }

  /** One memory of 400 bytes seen through two segments. */
  record Shared(MemorySegment src, MemorySegment dst, long dstOffset) {}

  /** Kernels with ways to share a memory, the target so many bytes behind the source. */
  private static Stream<Arguments> withSegments(Stream<? extends Named<?>> kernels) {
    List<Named<IntFunction<Shared>>> sharing =
        List.of(
            Named.of(
                "one native segment",
                shift -> {
                  MemorySegment segment = new Region(Kind.NATIVE, SIZE).segment();
                  return new Shared(segment, segment, shift);
                }),
            Named.of(
                "two native slices",
                shift -> {
                  MemorySegment segment = new Region(Kind.NATIVE, SIZE).segment();
                  return new Shared(segment, segment.asSlice(shift), 0);
                }),
            Named.of(
                "two segments over a float[]",
                shift -> {
                  float[] array = new float[SIZE];
                  return new Shared(
                      MemorySegment.ofArray(array), MemorySegment.ofArray(array).asSlice(shift), 0);
                }),
            Named.of(
                "two segments over a byte[]",
                shift -> {
                  byte[] array = new byte[SIZE * Float.BYTES];
                  return new Shared(
                      MemorySegment.ofArray(array), MemorySegment.ofArray(array).asSlice(shift), 0);
                }),
            Named.of(
                "a read-only view of a float[]",
                shift -> {
                  MemorySegment segment = MemorySegment.ofArray(new float[SIZE]);
                  return new Shared(segment.asReadOnly(), segment.asSlice(shift), 0);
                }));
    return kernels.flatMap(kernel -> sharing.stream().map(s -> Arguments.of(kernel, s)));
  }

  static Stream<Arguments> mapsWithSegments() {
    return withSegments(maps());
  }

  static Stream<Arguments> zipsWithSegments() {
    return withSegments(zips());
  }

  private static float[] filled(float value) {
    float[] array = new float[SIZE];
    Arrays.fill(array, value);
    return array;
  }

  private static void untouched(Region region) {
    assertNull(region.writtenOutside(Place.row(0, 0)));
  }

  // Maps over one input.

  @ParameterizedTest
  @MethodSource("maps")
  void nullIsRefused(MapCase map) {
    float[] array = filled(3f);
    MemorySegment segment = MemorySegment.ofArray(filled(3f));
    refused(NullPointerException.class, () -> map.arrays().apply(null, 0, array, 0, LENGTH), "src");
    refused(NullPointerException.class, () -> map.arrays().apply(array, 0, null, 0, LENGTH), "dst");
    refused(
        NullPointerException.class, () -> map.segments().apply(null, 0, segment, 0, LENGTH), "src");
    refused(
        NullPointerException.class, () -> map.segments().apply(segment, 0, null, 0, LENGTH), "dst");
    assertArrayEquals(filled(3f), array);
    assertArrayEquals(filled(3f), segment.toArray(ValueLayout.JAVA_FLOAT));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void rangesOutsideOfArraysAreRefused(MapCase map) {
    float[] src = filled(1f);
    float[] dst = filled(3f);
    for (Object[] range : BAD_RANGES) {
      refused(
          IndexOutOfBoundsException.class,
          () -> map.arrays().apply(src, (int) range[0], dst, (int) range[1], (int) range[2]),
          range[3] + ":",
          range[4],
          SIZE);
    }
    assertArrayEquals(filled(3f), dst);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void rangesOutsideOfSegmentsAreRefused(MapCase map) {
    for (Kind kind : List.of(Kind.NATIVE, Kind.FLOATS, Kind.BYTES)) {
      MemorySegment src = new Region(kind, SIZE).segment().asSlice(0, 400);
      Region target = new Region(kind, SIZE);
      MemorySegment dst = target.segment().asSlice(0, 400);
      for (Object[] range : BAD_BYTE_RANGES) {
        refused(
            IndexOutOfBoundsException.class,
            () -> map.segments().apply(src, (long) range[0], dst, (long) range[1], (long) range[2]),
            range[3] + ":",
            range[4],
            400);
      }
      untouched(target);
    }
  }

  @ParameterizedTest
  @MethodSource("maps")
  void overlapInAnArrayIsRefused(MapCase map) {
    float[] array = filled(3f);
    for (int[] overlap : OVERLAPS) {
      refused(
          IllegalArgumentException.class,
          () -> map.arrays().apply(array, overlap[0], array, overlap[1], LENGTH),
          "src at " + overlap[0],
          "dst at " + overlap[1],
          "overlap",
          LENGTH);
    }
    assertArrayEquals(filled(3f), array);
    // What only touches does not overlap, nor does nothing.
    map.arrays().apply(array, 0, array, LENGTH, LENGTH);
    map.arrays().apply(array, LENGTH, array, 0, LENGTH);
    map.arrays().apply(array, 0, array, 1, 0);
    map.arrays().apply(array, 0, array, 1, 1);
  }

  @ParameterizedTest
  @MethodSource("mapsWithSegments")
  void overlapOfSegmentsIsRefused(MapCase map, IntFunction<Shared> sharing) {
    for (int shift : new int[] {1, 2, 3, 4, 36, 39}) {
      Shared s = sharing.apply(shift);
      byte[] before = s.dst.toArray(ValueLayout.JAVA_BYTE);
      refused(
          IllegalArgumentException.class,
          () -> map.segments().apply(s.src, 0, s.dst, s.dstOffset, LENGTH),
          "src at 0",
          "dst at " + s.dstOffset,
          "overlap");
      assertArrayEquals(before, s.dst.toArray(ValueLayout.JAVA_BYTE));
    }
    for (int shift : new int[] {0, 40, 41}) {
      Shared s = sharing.apply(shift);
      map.segments().apply(s.src, 0, s.dst, s.dstOffset, LENGTH);
    }
  }

  @ParameterizedTest
  @MethodSource("maps")
  void readOnlyTargetsAreRefused(MapCase map) {
    for (Kind kind : List.of(Kind.NATIVE, Kind.MAPPED, Kind.FLOATS, Kind.BYTES)) {
      Region target = new Region(kind, SIZE);
      MemorySegment src = new Region(kind, SIZE).segment();
      MemorySegment dst = target.segment().asReadOnly();
      refused(
          IllegalArgumentException.class,
          () -> map.segments().apply(src, 0, dst, 0, LENGTH),
          "dst is read-only");
      untouched(target);
    }
  }

  @ParameterizedTest
  @MethodSource("maps")
  void closedSegmentsAreRefused(MapCase map) {
    Region open = new Region(Kind.NATIVE, SIZE);
    MemorySegment closed = Refusals.closed(400);
    refused(
        IllegalStateException.class,
        () -> map.segments().apply(closed, 0, open.segment(), 0, LENGTH),
        "src is closed");
    refused(
        IllegalStateException.class,
        () -> map.segments().apply(open.segment(), 0, closed, 0, LENGTH),
        "dst is closed");
    untouched(open);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void segmentsOfAnotherThreadAreRefused(MapCase map) {
    Region own = new Region(Kind.NATIVE, SIZE);
    MemorySegment foreign = Refusals.foreign(400);
    refused(
        WrongThreadException.class,
        () -> map.segments().apply(foreign, 0, own.segment(), 0, LENGTH),
        "src belongs to another thread");
    refused(
        WrongThreadException.class,
        () -> map.segments().apply(own.segment(), 0, foreign, 0, LENGTH),
        "dst belongs to another thread");
    untouched(own);
  }

  // Maps over two inputs: their first argument is src or y.

  private static String first(ZipCase zip) {
    return List.of("sigmoid", "tanh", "exp", "expm1").contains(zip.name()) ? "y" : "src";
  }

  @ParameterizedTest
  @MethodSource("zips")
  void nullIsRefusedByGradients(ZipCase zip) {
    float[] array = filled(3f);
    MemorySegment segment = MemorySegment.ofArray(filled(3f));
    for (int k = 0; k < 3; k++) {
      String name = List.of(first(zip), "dy", "dx").get(k);
      float[] a = k == 0 ? null : array;
      float[] b = k == 1 ? null : array;
      float[] dst = k == 2 ? null : array;
      refused(NullPointerException.class, () -> zip.arrays().apply(a, 0, b, 0, dst, 0, 5), name);
      MemorySegment s = k == 0 ? null : segment;
      MemorySegment t = k == 1 ? null : segment;
      MemorySegment u = k == 2 ? null : segment;
      refused(NullPointerException.class, () -> zip.segments().apply(s, 0, t, 0, u, 0, 5), name);
    }
    assertArrayEquals(filled(3f), array);
    assertArrayEquals(filled(3f), segment.toArray(ValueLayout.JAVA_FLOAT));
  }

  @ParameterizedTest
  @MethodSource("zips")
  void rangesOutsideOfArraysAreRefusedByGradients(ZipCase zip) {
    float[] src = filled(1f);
    float[] dst = filled(3f);
    for (Object[] range : BAD_RANGES) {
      int bad = (int) (range[3].equals("src") ? range[0] : range[1]);
      int n = (int) range[2];
      refused(
          IndexOutOfBoundsException.class,
          () -> zip.arrays().apply(src, bad, src, 0, dst, 0, n),
          first(zip) + ":",
          range[4]);
      refused(
          IndexOutOfBoundsException.class,
          () -> zip.arrays().apply(src, 0, src, bad, dst, 0, n),
          range[4]);
      refused(
          IndexOutOfBoundsException.class,
          () -> zip.arrays().apply(src, 0, src, 0, dst, bad, n),
          range[4]);
    }
    refused(
        IndexOutOfBoundsException.class,
        () -> zip.arrays().apply(src, 0, src, 95, dst, 0, LENGTH),
        "dy:",
        95);
    refused(
        IndexOutOfBoundsException.class,
        () -> zip.arrays().apply(src, 0, src, 0, dst, 95, LENGTH),
        "dx:",
        95);
    assertArrayEquals(filled(3f), dst);
  }

  @ParameterizedTest
  @MethodSource("zips")
  void rangesOutsideOfSegmentsAreRefusedByGradients(ZipCase zip) {
    MemorySegment src = new Region(Kind.NATIVE, SIZE).segment().asSlice(0, 400);
    Region target = new Region(Kind.NATIVE, SIZE);
    MemorySegment dst = target.segment().asSlice(0, 400);
    for (Object[] range : BAD_BYTE_RANGES) {
      long bad = (long) (range[3].equals("src") ? range[0] : range[1]);
      long n = (long) range[2];
      refused(
          IndexOutOfBoundsException.class,
          () -> zip.segments().apply(src, bad, src, 0, dst, 0, n),
          first(zip) + ":",
          range[4]);
      refused(
          IndexOutOfBoundsException.class,
          () -> zip.segments().apply(src, 0, src, bad, dst, 0, n),
          range[4]);
      refused(
          IndexOutOfBoundsException.class,
          () -> zip.segments().apply(src, 0, src, 0, dst, bad, n),
          range[4]);
    }
    refused(
        IndexOutOfBoundsException.class,
        () -> zip.segments().apply(src, 0, src, 399, dst, 0, LENGTH),
        "dy:",
        399);
    refused(
        IndexOutOfBoundsException.class,
        () -> zip.segments().apply(src, 0, src, 0, dst, 399, LENGTH),
        "dx:",
        399);
    untouched(target);
  }

  @ParameterizedTest
  @MethodSource("zips")
  void overlapInAnArrayIsRefusedByGradients(ZipCase zip) {
    float[] array = filled(3f);
    float[] other = filled(3f);
    for (int[] overlap : OVERLAPS) {
      int from = overlap[0];
      int to = overlap[1];
      refused(
          IllegalArgumentException.class,
          () -> zip.arrays().apply(array, from, other, 0, array, to, LENGTH),
          first(zip) + " at " + from,
          "dx at " + to);
      refused(
          IllegalArgumentException.class,
          () -> zip.arrays().apply(other, 0, array, from, array, to, LENGTH),
          "dy at " + from,
          "dx at " + to);
      // The sources may overlap each other, also where dx is one of them exactly.
      zip.arrays().apply(array, from, array, to, other, 0, LENGTH);
    }
    refused(
        IllegalArgumentException.class,
        () -> zip.arrays().apply(array, 0, array, 5, array, 0, LENGTH),
        "dy at 5");
    assertArrayEquals(filled(3f), array);
  }

  @ParameterizedTest
  @MethodSource("zipsWithSegments")
  void overlapOfSegmentsIsRefusedByGradients(ZipCase zip, IntFunction<Shared> sharing) {
    MemorySegment other = MemorySegment.ofArray(filled(1f));
    for (int shift : new int[] {1, 2, 3, 4, 36, 39}) {
      Shared s = sharing.apply(shift);
      byte[] before = s.dst.toArray(ValueLayout.JAVA_BYTE);
      refused(
          IllegalArgumentException.class,
          () -> zip.segments().apply(s.src, 0, other, 0, s.dst, s.dstOffset, LENGTH),
          first(zip) + " at 0",
          "dx at " + s.dstOffset);
      refused(
          IllegalArgumentException.class,
          () -> zip.segments().apply(other, 0, s.src, 0, s.dst, s.dstOffset, LENGTH),
          "dy at 0",
          "dx at " + s.dstOffset);
      assertArrayEquals(before, s.dst.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @ParameterizedTest
  @MethodSource("zips")
  void readOnlyClosedAndForeignSegmentsAreRefusedByGradients(ZipCase zip) {
    Region target = new Region(Kind.NATIVE, SIZE);
    MemorySegment ok = target.segment();
    MemorySegment readOnly = ok.asReadOnly();
    MemorySegment closed = Refusals.closed(400);
    MemorySegment foreign = Refusals.foreign(400);
    refused(
        IllegalArgumentException.class,
        () -> zip.segments().apply(ok, 0, ok, 0, readOnly, 0, LENGTH),
        "dx is read-only");
    for (int k = 0; k < 3; k++) {
      String name = List.of(first(zip), "dy", "dx").get(k);
      for (int which = 0; which < 2; which++) {
        MemorySegment bad = which == 0 ? closed : foreign;
        MemorySegment a = k == 0 ? bad : ok;
        MemorySegment b = k == 1 ? bad : ok;
        MemorySegment dst = k == 2 ? bad : ok;
        refused(
            which == 0 ? IllegalStateException.class : WrongThreadException.class,
            () -> zip.segments().apply(a, 0, b, 0, dst, 0, LENGTH),
            name + (which == 0 ? " is closed" : " belongs to another thread"));
      }
    }
    untouched(target);
  }

  @Test
  void nothingIsDoneForNoElements() {
    for (MapCase map : KernelTable.MAPS) {
      float[] dst = filled(3f);
      map.arrays().apply(new float[0], 0, dst, SIZE, 0);
      map.arrays().apply(dst, 0, dst, 0, 0);
      map.segments().apply(MemorySegment.NULL, 0, MemorySegment.ofArray(dst), 400, 0);
      assertArrayEquals(filled(3f), dst);
    }
  }
}
