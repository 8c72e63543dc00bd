package org.lanewise;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;
import org.lanewise.testing.BitsCheck;
import org.lanewise.testing.ExpectedPath;
import org.lanewise.testing.Inputs;
import org.lanewise.testing.Region;
import org.lanewise.testing.Region.Kind;
import org.lanewise.testing.Region.Place;

/**
 * The elementwise kernels as callers see them: the same bits as the plain array call in all kinds
 * of memory and all pairs of them, at all offsets and alignments, in place. What the plain array
 * call returns, the golden hashes say.
 */
@Tag("bits")
class ElementwiseBitsTest {

  private static final BitsCheck CHECK = new BitsCheck(ElementwiseBitsTest.class);

  private static final int LONGEST = ExpectedPath.emulated() ? 4101 : 33_001;

  /** Short ones, and those around the chunks that long calls are cut into. */
  private static final int[] LENGTHS =
      IntStream.of(
              0, 1, 2, 3, 5, 8, 15, 16, 17, 31, 32, 33, 63, 67, 1037, 4095, 4096, 4097, 16_384,
              16_385, 33_001)
          .filter(n -> n <= LONGEST)
          .toArray();

  private static final float[] POOL = new Inputs(3).mixed(LONGEST, Inputs.patterns());
  private static final float[] POOL_2 = new Inputs(4).mixed(LONGEST, Inputs.patterns());

  /** Byte offsets of source and target: on elements, and between them where memory allows. */
  private static final int[][] OFFSETS = {{0, 0, 0}, {4, 12, 28}, {28, 4, 0}};

  private static final int[][] ODD_OFFSETS = {{1, 0, 0}, {0, 2, 4}, {7, 4, 3}, {13, 13, 13}};

  @BeforeAll
  static void thePathIsTheOneAskedFor() {
    ExpectedPath.check();
  }

  @AfterAll
  static void summary() {
    CHECK.finish();
  }

  static Stream<Named<MapCase>> maps() {
    return KernelTable.MAPS.stream().map(map -> Named.of(map.name(), map));
  }

  static Stream<Named<ZipCase>> zips() {
    return KernelTable.ZIPS.stream().map(zip -> Named.of(zip.name(), zip));
  }

  private static List<Region> segments(int floats) {
    List<Region> regions = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind.isSegment()) {
        regions.add(new Region(kind, floats));
      }
    }
    return regions;
  }

  private static List<int[]> offsets() {
    List<int[]> offsets = new ArrayList<>(List.of(OFFSETS));
    offsets.addAll(List.of(ODD_OFFSETS));
    return offsets;
  }

  private static Place place(int byteOffset, int n) {
    return Place.row(Region.at(0, byteOffset), n);
  }

  private static void checkTarget(
      String where, Region dst, Place to, float[] expected, IntFunction<String> inputs) {
    CHECK.same(() -> where, inputs, expected, dst.get(to), expected.length);
    checkOutside(where, dst, to);
  }

  private static void checkOutside(String where, Region region, Place place) {
    String written = region.writtenOutside(place);
    if (written != null) {
      throw new AssertionError(where + ": " + written);
    }
  }

  private static void checkSource(String where, Region src, Place from, float[] x) {
    checkOutside(where, src, from);
    float[] now = src.get(from);
    for (int i = 0; i < now.length; i++) {
      if (Float.floatToRawIntBits(x[i]) != Float.floatToRawIntBits(now[i])) {
        throw new AssertionError(where + ": element " + i + " of a source was changed");
      }
    }
  }

  // Maps over one input.

  @ParameterizedTest
  @MethodSource("maps")
  void anElementDependsOnItselfAlone(MapCase map) {
    float[] all = new float[LONGEST];
    map.arrays().apply(POOL, 0, all, 0, LONGEST);
    float[] alone = new float[LONGEST];
    for (int i = 0; i < LONGEST; i++) {
      map.arrays().apply(POOL, i, alone, i, 1);
    }
    CHECK.same(
        () -> map.name() + ", each element by itself",
        i -> BitsCheck.hex(POOL[i]),
        alone,
        all,
        LONGEST);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void arraysAtAnyOffset(MapCase map) {
    Region src = new Region(Kind.ARRAY, LONGEST + 8);
    Region dst = new Region(Kind.ARRAY, LONGEST + 8);
    for (int n : LENGTHS) {
      for (int[] offsets : OFFSETS) {
        Place from = place(offsets[0], n);
        Place to = place(offsets[1], n);
        float[] expected = plain(map, n);
        String where = map.name() + " arrays from " + from + " to " + to;
        src.put(from, POOL, 0);
        dst.clear();
        map.arrays()
            .apply(
                src.array(),
                Region.index(from.byteOffset()),
                dst.array(),
                Region.index(to.byteOffset()),
                n);
        checkTarget(where, dst, to, expected, i -> BitsCheck.hex(POOL[i]));
        checkSource(where, src, from, POOL);
        int index = Region.index(from.byteOffset());
        map.arrays().apply(src.array(), index, src.array(), index, n);
        checkTarget(where + " in place", src, from, expected, i -> BitsCheck.hex(POOL[i]));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("maps")
  void segmentsOfAllKinds(MapCase map) {
    List<Region> sources = segments(LONGEST + 8);
    List<Region> targets = segments(LONGEST + 8);
    for (int n : LENGTHS) {
      float[] expected = plain(map, n);
      int round = n;
      for (Region src : sources) {
        for (Region dst : targets) {
          // Every pair of kinds at all short offsets, at one of them where it takes long.
          for (int[] offsets : n < 100 ? offsets() : List.of(offsets().get(round++ % 7))) {
            Place from = place(offsets[0], n);
            Place to = place(offsets[1], n);
            String where = map.name() + " from " + from + " of " + src + " to " + to + " of " + dst;
            src.put(from, POOL, 0);
            dst.clear();
            map.segments()
                .apply(src.segment(), from.byteOffset(), dst.segment(), to.byteOffset(), n);
            checkTarget(where, dst, to, expected, i -> BitsCheck.hex(POOL[i]));
            checkSource(where, src, from, POOL);
            dst.clear();
            map.segments()
                .apply(
                    src.segment().asReadOnly(),
                    from.byteOffset(),
                    dst.segment(),
                    to.byteOffset(),
                    n);
            checkTarget(where + ", read-only", dst, to, expected, i -> BitsCheck.hex(POOL[i]));
          }
        }
        for (int[] offsets : offsets()) {
          Place at = place(offsets[0], n);
          src.put(at, POOL, 0);
          map.segments().apply(src.segment(), at.byteOffset(), src.segment(), at.byteOffset(), n);
          String where = map.name() + " in place at " + at + " of " + src;
          checkTarget(where, src, at, expected, i -> BitsCheck.hex(POOL[i]));
        }
      }
    }
  }

  private static float[] plain(MapCase map, int n) {
    float[] expected = new float[n];
    map.arrays().apply(POOL, 0, expected, 0, n);
    return expected;
  }

  // Maps over two inputs.

  @ParameterizedTest
  @MethodSource("zips")
  void anElementDependsOnItsTwoInputsAlone(ZipCase zip) {
    float[] all = new float[LONGEST];
    zip.arrays().apply(POOL, 0, POOL_2, 0, all, 0, LONGEST);
    float[] alone = new float[LONGEST];
    for (int i = 0; i < LONGEST; i++) {
      zip.arrays().apply(POOL, i, POOL_2, i, alone, i, 1);
    }
    CHECK.same(
        () -> zip.name() + " gradient, each element by itself",
        ElementwiseBitsTest::twoInputs,
        alone,
        all,
        LONGEST);
  }

  private static String twoInputs(int i) {
    return BitsCheck.hex(POOL[i]) + " and " + BitsCheck.hex(POOL_2[i]);
  }

  @ParameterizedTest
  @MethodSource("zips")
  void gradientsOfArraysAtAnyOffset(ZipCase zip) {
    Region a = new Region(Kind.ARRAY, LONGEST + 8);
    Region b = new Region(Kind.ARRAY, LONGEST + 8);
    Region dst = new Region(Kind.ARRAY, LONGEST + 8);
    for (int n : LENGTHS) {
      for (int[] offsets : OFFSETS) {
        Place fromA = place(offsets[0], n);
        Place fromB = place(offsets[2], n);
        Place to = place(offsets[1], n);
        int indexA = Region.index(fromA.byteOffset());
        int indexB = Region.index(fromB.byteOffset());
        int indexTo = Region.index(to.byteOffset());
        float[] expected = plain(zip, n);
        String where = zip.name() + " gradient, arrays, " + fromA + fromB + to;
        a.put(fromA, POOL, 0);
        b.put(fromB, POOL_2, 0);
        dst.clear();
        zip.arrays().apply(a.array(), indexA, b.array(), indexB, dst.array(), indexTo, n);
        checkTarget(where, dst, to, expected, ElementwiseBitsTest::twoInputs);
        checkSource(where, a, fromA, POOL);
        checkSource(where, b, fromB, POOL_2);
        zip.arrays().apply(a.array(), indexA, b.array(), indexB, a.array(), indexA, n);
        checkTarget(where + " over src", a, fromA, expected, ElementwiseBitsTest::twoInputs);
        a.put(fromA, POOL, 0);
        zip.arrays().apply(a.array(), indexA, b.array(), indexB, b.array(), indexB, n);
        checkTarget(where + " over dy", b, fromB, expected, ElementwiseBitsTest::twoInputs);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("zips")
  void gradientsOfSegmentsOfAllKinds(ZipCase zip) {
    List<Region> firsts = segments(LONGEST + 8);
    List<Region> seconds = segments(LONGEST + 8);
    List<Region> targets = segments(LONGEST + 8);
    // All triples of kinds at short lengths and at one that is staged in two chunks.
    for (int n : new int[] {0, 1, 5, 16, 67, 4101}) {
      float[] expected = plain(zip, n);
      int round = n;
      for (Region a : firsts) {
        for (Region b : seconds) {
          for (Region dst : targets) {
            check(zip, a, b, dst, offsets().get(round++ % 7), expected);
          }
        }
      }
    }
    for (int n : LENGTHS) {
      float[] expected = plain(zip, n);
      for (int k = 0; k < firsts.size(); k++) {
        for (int[] offsets : offsets()) {
          check(zip, firsts.get(k), seconds.get(k), targets.get(k), offsets, expected);
        }
      }
    }
  }

  private static void check(
      ZipCase zip, Region a, Region b, Region dst, int[] offsets, float[] expected) {
    int n = expected.length;
    Place fromA = place(offsets[0], n);
    Place fromB = place(offsets[2], n);
    Place to = place(offsets[1], n);
    String where =
        zip.name()
            + " gradient, "
            + fromA
            + " of "
            + a
            + ", "
            + fromB
            + " of "
            + b
            + " to "
            + to
            + " of "
            + dst;
    a.put(fromA, POOL, 0);
    b.put(fromB, POOL_2, 0);
    dst.clear();
    apply(zip, a, fromA, b, fromB, dst, to);
    checkTarget(where, dst, to, expected, ElementwiseBitsTest::twoInputs);
    checkSource(where, a, fromA, POOL);
    checkSource(where, b, fromB, POOL_2);
    apply(zip, a, fromA, b, fromB, a, fromA);
    checkTarget(where + " over src", a, fromA, expected, ElementwiseBitsTest::twoInputs);
    a.put(fromA, POOL, 0);
    apply(zip, a, fromA, b, fromB, b, fromB);
    checkTarget(where + " over dy", b, fromB, expected, ElementwiseBitsTest::twoInputs);
  }

  private static void apply(
      ZipCase zip, Region a, Place fromA, Region b, Place fromB, Region dst, Place to) {
    zip.segments()
        .apply(
            a.segment(),
            fromA.byteOffset(),
            b.segment(),
            fromB.byteOffset(),
            dst.segment(),
            to.byteOffset(),
            fromA.size());
  }

  private static float[] plain(ZipCase zip, int n) {
    float[] expected = new float[n];
    zip.arrays().apply(POOL, 0, POOL_2, 0, expected, 0, n);
    return expected;
  }
}
