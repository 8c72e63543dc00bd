package org.lanewise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.internal.ActivationTable;
import org.lanewise.internal.ActivationTable.Parameter;
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
 * Gates, bias and activation, and activations by name, of every function in the table: bit by bit
 * what the plain functions give, one after the other, in all kinds of memory, with strides, in
 * place.
 */
@Tag("bits")
class GateBitsTest {

  private static final BitsCheck CHECK = new BitsCheck(GateBitsTest.class);

  private static final int[] COLUMNS = {0, 1, 5, 16, 67};
  private static final int ROWS = 3;

  /** More than a block of working memory. */
  private static final int LONG = 4099;

  @BeforeAll
  static void thePathIsTheOneAskedFor() {
    ExpectedPath.check();
  }

  @AfterAll
  static void summary() {
    CHECK.finish();
  }

  static Stream<MapCase> maps() {
    return KernelTable.MAPS.stream();
  }

  /** The activation of a row of the table, with the parameters of that row. */
  static Activation activation(MapCase map) {
    Map<String, Float> parameters = new HashMap<>();
    List<Parameter> known = ActivationTable.of(map.op()).parameters();
    for (int i = 0; i < known.size(); i++) {
      parameters.put(known.get(i).name(), map.parameters()[i]);
    }
    return Activation.named(map.name(), parameters);
  }

  private static ZipCase gradient(MapCase map) {
    return KernelTable.ZIPS.stream().filter(z -> z.name().equals(map.name())).findFirst().get();
  }

  private static float[] apply(MapCase map, float[] x) {
    float[] y = new float[x.length];
    map.arrays().apply(x, 0, y, 0, x.length);
    return y;
  }

  private static float[] applyGradient(MapCase map, float[] x, float[] dy) {
    ZipCase zip = gradient(map);
    float[] first = zip.op().takesOutput() ? apply(map, x) : x;
    float[] dx = new float[x.length];
    zip.arrays().apply(first, 0, dy, 0, dx, 0, x.length);
    return dx;
  }

  private static float[] times(float[] a, float[] b) {
    float[] y = new float[a.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] * b[i];
    }
    return y;
  }

  private static float[] plusBias(float[] x, float[] bias) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i] + bias[i % bias.length];
    }
    return y;
  }

  /** Inputs and expected results of one shape. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Expected(
      Place dense,
      float[] gate,
      float[] value,
      float[] dy,
      float[] bias,
      float[] gated,
      float[] dGate,
      float[] dValue,
      float[] biased,
      float[] biasedGradient) {

    static Expected of(MapCase map, int rows, int cols) {
      Inputs inputs = new Inputs(cols + 7);
      int n = rows * cols;
      float[] gate = inputs.mixed(n, Inputs.patterns());
      float[] value = inputs.mixed(n, Inputs.patterns());
      float[] dy = inputs.mixed(n, Inputs.patterns());
      float[] bias = inputs.uniform(cols, 3f);
      float[] f = apply(map, gate);
      float[] sum = plusBias(gate, bias);
      return new Expected(
          new Place(Region.at(0, 0), rows, cols, cols),
          gate,
          value,
          dy,
          bias,
          times(f, value),
          applyGradient(map, gate, times(value, dy)),
          times(f, dy),
          apply(map, sum),
          applyGradient(map, sum, dy));
    }
  }

  private static void same(String what, float[] expected, Region region, Place place) {
    CHECK.same(
        () -> what + " in " + region + " at " + place,
        i -> "element " + i,
        expected,
        region.get(place),
        expected.length);
    String written = region.writtenOutside(place);
    if (written != null) {
      throw new AssertionError(what + ": " + written);
    }
  }

  private static Region region(Kind kind, Place place, float[] values) {
    Region region = new Region(kind, ROWS * (LONG + 3) + 8);
    region.put(place, values, 0);
    return region;
  }

  private static void check(MapCase map, Expected e, List<Kind> kinds, int gap, int byteOffset) {
    String name = map.name() + " " + kinds;
    Activation f = activation(map);
    Gate gate = Gate.of(f);
    Place place =
        new Place(Region.at(0, byteOffset), e.dense.rows(), e.dense.cols(), e.dense.cols() + gap);
    Region a = region(kinds.get(0), place, e.gate);
    Region b = region(kinds.get(1), place, e.value);
    Region t = region(kinds.get(2), place, e.dy);
    Region y = region(kinds.get(3), place, e.gate);
    Region z = region(kinds.get(1), place, e.gate);
    gate.apply(a.matrix(place), b.matrix(place), y.matrix(place));
    same(name + " gate", e.gated, y, place);
    f.applyWithBias(a.matrix(place), e.bias, y.matrix(place));
    same(name + " with bias", e.biased, y, place);
    f.gradientWithBias(a.matrix(place), e.bias, t.matrix(place), y.matrix(place));
    same(name + " gradient with bias", e.biasedGradient, y, place);
    gate.gradient(
        a.matrix(place), b.matrix(place), t.matrix(place), y.matrix(place), z.matrix(place));
    same(name + " dGate", e.dGate, y, place);
    same(name + " dValue", e.dValue, z, place);
    same(name + " gate is read only", e.gate, a, place);
    same(name + " value is read only", e.value, b, place);
    same(name + " dy is read only", e.dy, t, place);
    // In place: each gradient over its input, then the other way round, then over dy.
    gate.gradient(
        a.matrix(place), b.matrix(place), t.matrix(place), a.matrix(place), b.matrix(place));
    same(name + " dGate in place", e.dGate, a, place);
    same(name + " dValue in place", e.dValue, b, place);
    a.put(place, e.gate, 0);
    b.put(place, e.value, 0);
    gate.gradient(
        a.matrix(place), b.matrix(place), t.matrix(place), t.matrix(place), a.matrix(place));
    same(name + " dGate over dy", e.dGate, t, place);
    same(name + " dValue over the gate", e.dValue, a, place);
    a.put(place, e.gate, 0);
    gate.apply(a.matrix(place), b.matrix(place), b.matrix(place));
    same(name + " gate in place", e.gated, b, place);
    f.applyWithBias(a.matrix(place), e.bias, a.matrix(place));
    same(name + " with bias in place", e.biased, a, place);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void compositionsOfAnyFunction(MapCase map) {
    for (int cols : COLUMNS) {
      Expected e = Expected.of(map, ROWS, cols);
      check(map, e, List.of(Kind.ARRAY, Kind.ARRAY, Kind.ARRAY, Kind.ARRAY), 0, 0);
      check(map, e, List.of(Kind.NATIVE, Kind.NATIVE, Kind.NATIVE, Kind.NATIVE), 3, 5);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anyCombinationOfMemory(Kind kind) {
    MapCase silu = KernelTable.MAPS.stream().filter(m -> m.name().equals("silu")).findFirst().get();
    Expected e = Expected.of(silu, ROWS, 21);
    List<List<Kind>> combinations = new ArrayList<>();
    for (Kind other : Kind.values()) {
      combinations.add(List.of(kind, other, Kind.ARRAY, Kind.NATIVE));
      combinations.add(List.of(other, Kind.ARRAY, kind, other));
      combinations.add(List.of(other, kind, other, kind));
    }
    for (List<Kind> kinds : combinations) {
      check(silu, e, kinds, 2, 4);
    }
    check(silu, Expected.of(silu, 2, LONG), List.of(kind, kind, kind, kind), 1, 0);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void flatCallsAreTheSame(MapCase map) {
    Activation f = activation(map);
    Gate gate = Gate.of(f);
    Expected e = Expected.of(map, 1, 67);
    Place place = e.dense;
    for (Kind kind : List.of(Kind.ARRAY, Kind.NATIVE, Kind.BYTES)) {
      Region a = region(kind, place, e.gate);
      Region b = region(kind, place, e.value);
      Region y = region(kind, place, e.gate);
      long at = place.byteOffset();
      int i = Region.index(at);
      if (kind == Kind.ARRAY) {
        gate.apply(a.array(), i, b.array(), i, y.array(), i, 67);
        same("flat " + gate, e.gated, y, place);
        f.gradient(a.array(), i, b.array(), i, y.array(), i, 67);
        same("flat gradient of " + f, applyGradient(map, e.gate, e.value), y, place);
        f.apply(a.array(), i, y.array(), i, 67);
      } else {
        gate.apply(a.segment(), at, b.segment(), at, y.segment(), at, 67);
        same("flat " + gate, e.gated, y, place);
        f.gradient(a.segment(), at, b.segment(), at, y.segment(), at, 67);
        same("flat gradient of " + f, applyGradient(map, e.gate, e.value), y, place);
        f.apply(a.segment(), at, y.segment(), at, 67);
      }
      same("flat " + f, apply(map, e.gate), y, place);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ARRAY", "NATIVE", "BYTES"})
  void packedHalvesInBothOrders(Kind kind) {
    MapCase gelu = KernelTable.MAPS.stream().filter(m -> m.name().equals("gelu")).findFirst().get();
    int cols = 19;
    Expected e = Expected.of(gelu, ROWS, cols);
    for (int first = 0; first < 2; first++) {
      float[] packed = new float[2 * ROWS * cols];
      float[] gradients = new float[2 * ROWS * cols];
      for (int r = 0; r < ROWS; r++) {
        for (int c = 0; c < cols; c++) {
          int g = (2 * r + first) * cols + c;
          int v = (2 * r + 1 - first) * cols + c;
          packed[g] = e.gate[r * cols + c];
          packed[v] = e.value[r * cols + c];
          gradients[g] = e.dGate[r * cols + c];
          gradients[v] = e.dValue[r * cols + c];
        }
      }
      Place place = new Place(Region.at(0, 0), ROWS, 2 * cols, 2 * cols);
      Region x = region(kind, place, packed);
      Region y = region(kind, e.dense, e.gate);
      Matrix g = x.matrix(place).columns(first * cols, (first + 1) * cols);
      Matrix v = x.matrix(place).columns((1 - first) * cols, (2 - first) * cols);
      Gate.GEGLU.apply(g, v, y.matrix(e.dense));
      same("packed", e.gated, y, e.dense);
      Region dy = region(kind, e.dense, e.dy);
      Gate.GEGLU.gradient(g, v, dy.matrix(e.dense), g, v);
      same("packed gradient", gradients, x, place);
    }
  }
}
