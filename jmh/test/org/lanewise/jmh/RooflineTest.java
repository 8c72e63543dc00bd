package org.lanewise.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What kernels are measured against. */
class RooflineTest {

  private static final long KI = 1 << 10;

  private static Roofline roofline() {
    Roofline roofline = new Roofline();
    roofline.addPeak(512, 1, 100);
    roofline.addBandwidth("copy", "array", 512, 1, 256 * KI, 80);
    roofline.addBandwidth("copy", "array", 512, 1, 2048 * KI, 40);
    roofline.addBandwidth("copy", "native", 512, 1, 256 * KI, 160);
    roofline.addBandwidth("copy", "native", 512, 1, 2048 * KI, 80);
    return roofline;
  }

  @Test
  void memoryBoundsByItsOwnKind() {
    Roofline.Bound array = roofline().bound(0.0, 2, "array", 512, 1, 256 * KI);
    assertEquals(new Roofline.Bound(8.0 / 80, "memory"), array);
    Roofline.Bound off = roofline().bound(0.0, 2, "native", 512, 1, 256 * KI);
    assertEquals(new Roofline.Bound(8.0 / 160, "memory"), off);
    assertNull(roofline().bound(0.0, 2, "native", 512, 2, 256 * KI), "two threads");
  }

  @Test
  void arithmeticBoundsWhereItTakesLonger() {
    Roofline.Bound bound = roofline().bound(30.0, 2, "native", 512, 1, 256 * KI);
    assertEquals(new Roofline.Bound(0.3, "compute"), bound);
  }

  private static Set<Integer> copies(List<Row> rows, String container) {
    return rows.stream()
        .filter(row -> row.group() == Group.BANDWIDTH && row.kernel().equals("copy"))
        .filter(row -> row.threads() == 1 && row.container().equals(container))
        .map(row -> row.size().elements())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick", "default", "full"})
  void everyKindOfMemoryOfKernelsIsProbedAtAllSizes(String kind) {
    BenchOptions options = new BenchOptions();
    options.kind.quick = kind.equals("quick");
    options.kind.full = kind.equals("full");
    List<Row> rows = Plan.rows(options.request(List.of(128, 256), 4, 32 * KI * KI));
    Set<String> containers =
        rows.stream()
            .filter(row -> row.group() == Group.KERNEL)
            .map(Row::container)
            .collect(Collectors.toSet());
    assertEquals(Set.of("array", "native"), containers);
    assertFalse(copies(rows, "array").size() < 4);
    assertEquals(copies(rows, "array"), copies(rows, "native"));
  }
}
