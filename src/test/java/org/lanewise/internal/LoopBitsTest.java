package org.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.testing.BitsCheck;
import org.lanewise.testing.ExpectedPath;
import org.lanewise.testing.Inputs;
import org.lanewise.testing.Region;
import org.lanewise.testing.Region.Kind;
import org.lanewise.testing.Region.Place;

/**
 * The loops of both paths against the definition, bit by bit: every operation, on arrays and off
 * the heap, at all lengths, offsets and alignments, in place, among sentinels.
 *
 * <p>The definition is the scalar operation on one element; the order of sums is written out once
 * more here, as the loop shapes document it.
 */
@Tag("bits")
class LoopBitsTest {

  private static final BitsCheck CHECK = new BitsCheck(LoopBitsTest.class);

  /** Parameters of operations; those that have none must not care. */
  private static final float[][] PARAMETERS = {
    {0f, 0f},
    {1f, 1f},
    {0.37f, -1e-9f},
    {-3.25f, 0.5f},
    {1e30f, 1e22f},
    {Float.MIN_VALUE, -0f},
    {Float.POSITIVE_INFINITY, 1f},
    {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY},
    {Float.NaN, 2f}
  };

  /**
   * Maxima of softmax rows: those up to 256 have a power of two as reference, others themselves.
   */
  private static final float[] ROW_MAXIMA = {
    0f,
    -0f,
    1e-40f,
    3.7f,
    -12.3f,
    88.9f,
    -255.9f,
    256f,
    -256f,
    256.00003f,
    -300f,
    1e4f,
    -3e38f,
    3e38f
  };

  private static final float[] POOL = new Inputs(1).mixed(1 << 17, Inputs.patterns());
  private static final float[] POOL_2 = new Inputs(2).mixed(1 << 17, Inputs.patterns());

  /** One way to call a loop; the places of several operands are drawn from {@link #offsets}. */
  private record Call(int n, int offset, int offset2, int dstOffset, boolean inPlace) {}

  /** A loop to test, and the kind of memory it is for. */
  private record Subject<L extends Loop>(String name, Kind kind, L loop) {}

  @FunctionalInterface
  private interface Maker<L extends Loop> {
    L make(Loops loops, boolean offHeap);
  }

  @BeforeAll
  static void thePathIsTheOneAskedFor() {
    ExpectedPath.check();
  }

  @AfterAll
  static void summary() {
    CHECK.finish();
  }

  @Test
  void aFewElementsTakeScalarLoops() {
    Kernel<MapLoop> kernel = Kernels.map(MapOp.EXP);
    String many = Dispatcher.isVector() ? "VectorMap" : "ScalarMap";
    for (Object memory : new Object[] {new float[1], MemorySegment.ofAddress(8)}) {
      for (int n = 0; n <= Kernel.FEW; n++) {
        assertTrue(name(kernel.on(memory, n)).contains("ScalarMap"), name(kernel.on(memory, n)));
      }
      for (int n : new int[] {Kernel.FEW + 1, 16, Integer.MAX_VALUE}) {
        assertTrue(name(kernel.on(memory, n)).contains(many), name(kernel.on(memory, n)));
      }
      assertEquals(kernel.on(memory, 16), kernel.on(memory));
    }
    for (int n : new int[] {2, 16}) {
      assertEquals(kernel.on(new float[1], n), kernel.array(n));
    }
  }

  private static String name(Loop loop) {
    return loop.getClass().getName();
  }

  /** The scalar loops and, if this JVM has them, the vector loops. */
  private static <L extends Loop> List<Subject<L>> subjects(String name, Maker<L> maker) {
    List<Subject<L>> subjects = new ArrayList<>();
    for (Kind kind : List.of(Kind.ARRAY, Kind.NATIVE)) {
      boolean offHeap = kind == Kind.NATIVE;
      subjects.add(new Subject<>(name + " scalar", kind, maker.make(new ScalarLoops(), offHeap)));
      if (Dispatcher.isVector()) {
        L loop = maker.make(Dispatcher.vectorLoops(), offHeap);
        assertTrue(loop.getClass().getName().contains("Vector"), loop.getClass().getName());
        subjects.add(new Subject<>(name + " vector", kind, loop));
      }
    }
    return subjects;
  }

  /** Byte offsets: elements 0, 1, 3, 7, off the heap also between them. */
  private static int[] offsets(Kind kind) {
    return kind == Kind.ARRAY ? new int[] {0, 4, 12, 28} : new int[] {0, 4, 12, 28, 1, 6, 15};
  }

  /** All lengths up to 67 at all pairs of offsets, a few large ones at some. */
  private static List<Call> calls(Kind kind) {
    int[] offsets = offsets(kind);
    List<Call> calls = new ArrayList<>();
    for (int n = 0; n <= 67; n++) {
      for (int i = 0; i < offsets.length; i++) {
        calls.add(new Call(n, offsets[i], offsets[i], offsets[i], true));
        for (int k = 0; k < offsets.length; k++) {
          calls.add(new Call(n, offsets[i], offsets[(i + k) % offsets.length], offsets[k], false));
        }
      }
    }
    for (int n : new int[] {100, 1037, 4096}) {
      for (int k = 0; k < offsets.length; k++) {
        calls.add(new Call(n, 0, 0, offsets[k], k == 0));
        calls.add(new Call(n, offsets[k], offsets[offsets.length - 1 - k], 4, false));
      }
    }
    return calls;
  }

  /** Enough calls of a length that C2 compiles the loop while they go on. */
  private static List<Call> manyCalls() {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      calls.add(new Call(1024, 0, 0, 4 * (i & 1), false));
    }
    return calls;
  }

  /** Memory for a call, for short ones a small one. */
  private static final class Regions {
    private final Region small;
    private final Region large;

    Regions(Kind kind) {
      small = new Region(kind, 80);
      large = new Region(kind, 4096 + 16);
    }

    Region of(Call call) {
      return call.n() <= 67 ? small : large;
    }
  }

  private static Object memory(Region region) {
    return region.kind() == Kind.ARRAY ? region.array() : region.segment();
  }

  private static long base(Region region, Place place) {
    return region.kind() == Kind.ARRAY ? Region.index(place.byteOffset()) : place.byteOffset();
  }

  private static Place place(Call call, int offset) {
    return Place.row(Region.at(0, offset), call.n());
  }

  /** The elements {@code from …} of a pool. */
  private static float[] window(float[] pool, int from, int n) {
    float[] x = new float[n];
    System.arraycopy(pool, from, x, 0, n);
    return x;
  }

  private static int start(int round, int n) {
    return (int) ((round * 7919L) % (POOL.length - n));
  }

  private static void untouched(String where, Region region, Place place) {
    String written = region.writtenOutside(place);
    if (written != null) {
      throw new AssertionError(where + ": " + written);
    }
  }

  /** A source has to be as it was, NaN payloads included. */
  private static void unchanged(String where, Region region, Place place, float[] x) {
    untouched(where, region, place);
    float[] now = region.get(place);
    for (int i = 0; i < x.length; i++) {
      if (Float.floatToRawIntBits(x[i]) != Float.floatToRawIntBits(now[i])) {
        throw new AssertionError(where + ": element " + i + " of a source was changed");
      }
    }
  }

  // Maps over one input.

  private static void checkMap(
      BitsCheck check, Subject<MapLoop> subject, ScalarOps.Unary definition, List<Call> calls) {
    Regions sources = new Regions(subject.kind());
    Regions targets = new Regions(subject.kind());
    int round = 0;
    for (Call call : calls) {
      int n = call.n();
      float[] parameters = PARAMETERS[round % PARAMETERS.length];
      float p = parameters[0];
      float q = parameters[1];
      float[] x = window(POOL, start(round++, n), n);
      Region src = sources.of(call);
      Region dst = call.inPlace() ? src : targets.of(call);
      Place from = place(call, call.offset());
      Place to = call.inPlace() ? from : place(call, call.dstOffset());
      dst.clear();
      src.put(from, x, 0);
      subject.loop().run(memory(src), base(src, from), memory(dst), base(dst, to), n, p, q);
      float[] expected = new float[n];
      for (int i = 0; i < n; i++) {
        expected[i] = definition.apply(x[i], p, q);
      }
      String where = subject.name() + " " + call + " p " + p + " q " + q + ", " + dst;
      check.same(() -> where, i -> BitsCheck.hex(x[i]), expected, dst.get(to), n);
      untouched(where, dst, to);
      if (!call.inPlace()) {
        unchanged(where, src, from, x);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MapOp.class)
  void mapsHaveTheBitsOfTheDefinition(MapOp op) {
    for (Subject<MapLoop> subject :
        LoopBitsTest.<MapLoop>subjects(op.name(), (loops, offHeap) -> loops.map(op, offHeap))) {
      checkMap(CHECK, subject, ScalarOps.map(op), calls(subject.kind()));
      checkMap(CHECK, subject, ScalarOps.map(op), manyCalls());
    }
  }

  // Maps over two inputs.

  private static void checkZip(
      BitsCheck check, Subject<ZipLoop> subject, ScalarOps.Binary definition, List<Call> calls) {
    Regions sources = new Regions(subject.kind());
    Regions sources2 = new Regions(subject.kind());
    Regions targets = new Regions(subject.kind());
    int round = 0;
    for (Call call : calls) {
      int n = call.n();
      float[] parameters = PARAMETERS[round % PARAMETERS.length];
      float p = parameters[0];
      float q = parameters[1];
      float[] x = window(POOL, start(round, n), n);
      float[] y = window(POOL_2, start(round, n), n);
      // In place over the first source and over the second one in turn.
      boolean overFirst = call.inPlace() && (round & 1) == 0;
      boolean overSecond = call.inPlace() && !overFirst;
      round++;
      Region a = sources.of(call);
      Region b = sources2.of(call);
      Region dst = overFirst ? a : overSecond ? b : targets.of(call);
      Place fromA = place(call, call.offset());
      Place fromB = place(call, call.offset2());
      Place to = overFirst ? fromA : overSecond ? fromB : place(call, call.dstOffset());
      dst.clear();
      a.put(fromA, x, 0);
      b.put(fromB, y, 0);
      subject
          .loop()
          .run(
              memory(a),
              base(a, fromA),
              memory(b),
              base(b, fromB),
              memory(dst),
              base(dst, to),
              n,
              p,
              q);
      float[] expected = new float[n];
      for (int i = 0; i < n; i++) {
        expected[i] = definition.apply(x[i], y[i], p, q);
      }
      String where = subject.name() + " " + call + " p " + p + " q " + q + ", " + dst;
      check.same(
          () -> where,
          i -> BitsCheck.hex(x[i]) + " and " + BitsCheck.hex(y[i]),
          expected,
          dst.get(to),
          n);
      untouched(where, dst, to);
      if (!overFirst) {
        unchanged(where, a, fromA, x);
      }
      if (!overSecond) {
        unchanged(where, b, fromB, y);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ZipOp.class)
  void mapsOverTwoInputsHaveTheBitsOfTheDefinition(ZipOp op) {
    for (Subject<ZipLoop> subject :
        LoopBitsTest.<ZipLoop>subjects(op.name(), (loops, offHeap) -> loops.zip(op, offHeap))) {
      checkZip(CHECK, subject, ScalarOps.zip(op), calls(subject.kind()));
      checkZip(CHECK, subject, ScalarOps.zip(op), manyCalls());
    }
  }

  // Sums.

  /** The order of {@link SumLoop}: eight lanes, one after the other; then what is left of 16. */
  private static double sum(float[] terms) {
    int body = terms.length - terms.length % SumLoop.STEP;
    double[] lanes = new double[SumLoop.LANES];
    for (int i = 0; i < body; i++) {
      lanes[i % SumLoop.LANES] += terms[i];
    }
    double sum = 0;
    for (double lane : lanes) {
      sum += lane;
    }
    double rest = 0;
    for (int i = body; i < terms.length; i++) {
      rest += terms[i];
    }
    return sum + rest;
  }

  private static void checkSum(
      BitsCheck check, Subject<SumLoop> subject, ScalarOps.Binary definition, List<Call> calls) {
    Regions sources = new Regions(subject.kind());
    Regions sources2 = new Regions(subject.kind());
    int round = 0;
    for (Call call : calls) {
      int n = call.n();
      float[] parameters = PARAMETERS[round % PARAMETERS.length];
      float p = parameters[0];
      float q = parameters[1];
      // Infinities and NaN would hide all else in most sums: every other one is of small numbers.
      boolean small = (round & 1) == 0;
      float[] x = small ? new Inputs(round).normal(n, 3f) : window(POOL, start(round, n), n);
      float[] y = small ? new Inputs(~round).normal(n, 1f) : window(POOL_2, start(round, n), n);
      round++;
      Region a = sources.of(call);
      Region b = sources2.of(call);
      Place fromA = place(call, call.offset());
      Place fromB = place(call, call.offset2());
      a.put(fromA, x, 0);
      b.put(fromB, y, 0);
      float[] terms = new float[n];
      for (int i = 0; i < n; i++) {
        terms[i] = definition.apply(x[i], y[i], p, q);
      }
      String where = subject.name() + " " + call + " p " + p + " q " + q + ", " + a;
      check.same(
          () -> where,
          sum(terms),
          subject.loop().run(memory(a), base(a, fromA), memory(b), base(b, fromB), n, p, q));
      unchanged(where, a, fromA, x);
      unchanged(where, b, fromB, y);
    }
  }

  @ParameterizedTest
  @EnumSource(SumOp.class)
  void sumsHaveTheBitsOfTheDefinition(SumOp op) {
    for (Subject<SumLoop> subject :
        LoopBitsTest.<SumLoop>subjects(op.name(), (loops, offHeap) -> loops.sum(op, offHeap))) {
      checkSum(CHECK, subject, ScalarOps.sum(op), calls(subject.kind()));
      checkSum(CHECK, subject, ScalarOps.sum(op), manyCalls());
    }
  }

  // Exponentials of softmax rows.

  /** The order of {@link ExpLoop}: 16 lanes in chunks, then what is left of 16 one by one. */
  private static double expSum(float[] terms) {
    int body = terms.length - terms.length % ExpLoop.LANES;
    double[] totals = new double[ExpLoop.LANES];
    for (int start = 0; start < body; start += ExpLoop.CHUNK) {
      int end = Math.min(start + ExpLoop.CHUNK, body);
      float[] high = new float[ExpLoop.LANES];
      float[] low = new float[ExpLoop.LANES];
      java.util.Arrays.fill(high, ExpLoop.BIAS);
      for (int i = start; i < end; i++) {
        int lane = i % ExpLoop.LANES;
        float h = high[lane] + terms[i];
        low[lane] += terms[i] - (h - high[lane]);
        high[lane] = h;
      }
      for (int lane = 0; lane < ExpLoop.LANES; lane++) {
        totals[lane] += high[lane] - ExpLoop.BIAS;
        totals[lane] += low[lane];
      }
    }
    double sum = 0;
    for (int g = 0; g < ExpLoop.LANES; g += ExpLoop.GROUP) {
      sum += (totals[g] + totals[g + 2]) + (totals[g + 1] + totals[g + 3]);
    }
    if (body == terms.length) {
      return sum;
    }
    double tail = 0;
    for (int i = body; i < terms.length; i++) {
      tail += terms[i];
    }
    return sum + tail;
  }

  private static void checkExp(
      BitsCheck check, Subject<ExpLoop> subject, boolean store, List<Call> calls) {
    Regions sources = new Regions(subject.kind());
    Regions targets = new Regions(subject.kind());
    int round = 0;
    for (Call call : calls) {
      int n = call.n();
      // The parameters are those that SoftmaxRows gives for a row with this maximum.
      float max = ROW_MAXIMA[round % ROW_MAXIMA.length];
      boolean powerOfTwo = Math.abs(max) <= 256f;
      float m = powerOfTwo ? 0f : max;
      float lo = max - m - 107f;
      float exponent = powerOfTwo ? (float) Math.rint(max * (1 / Math.log(2))) : 0f;
      float magic = 0x1.8p23f + (127 + 30) - exponent;
      float[] x = expInputs(round++, n, max);
      Region src = sources.of(call);
      Region dst = call.inPlace() ? src : targets.of(call);
      Place from = place(call, call.offset());
      Place to = call.inPlace() ? from : place(call, call.dstOffset());
      dst.clear();
      src.put(from, x, 0);
      double sum =
          subject
              .loop()
              .run(memory(src), base(src, from), memory(dst), base(dst, to), n, m, lo, magic);
      float[] expected = new float[n];
      for (int i = 0; i < n; i++) {
        expected[i] = ScalarMath.scaledExp(x[i], m, lo, magic);
      }
      String where = subject.name() + " " + call + " maximum " + max + ", " + dst;
      check.same(() -> where, expSum(expected), sum);
      if (store) {
        check.same(() -> where, i -> BitsCheck.hex(x[i]), expected, dst.get(to), n);
        untouched(where, dst, to);
      } else if (!call.inPlace()) {
        untouched(where, dst, Place.row(0, 0));
      }
      if (!store || !call.inPlace()) {
        unchanged(where, src, from, x);
      }
    }
  }

  /** Elements up to the row's maximum: near to it, far below, −∞, seldom NaN. */
  private static float[] expInputs(int round, int n, float max) {
    Inputs random = new Inputs(round);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (random.below(8)) {
            case 0 -> max;
            case 1 -> max - Math.abs(random.uniform(1e-3f));
            case 2 -> max - Math.abs(random.uniform(150f));
            case 3 -> random.below(4) == 0 ? Float.NEGATIVE_INFINITY : max - 107f;
            case 4 -> -Math.abs(Float.intBitsToFloat((int) random.bits())) + Math.min(max, 0f);
            default -> max - Math.abs(random.uniform(20f));
          };
      if (Float.isNaN(x[i]) && (round & 3) != 0) {
        x[i] = max; // most sums without
      }
    }
    return x;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void exponentialsHaveTheBitsOfTheDefinition(boolean store) {
    for (Subject<ExpLoop> subject :
        LoopBitsTest.<ExpLoop>subjects(
            store ? "expStore" : "expSum", (loops, offHeap) -> loops.exp(store, offHeap))) {
      checkExp(CHECK, subject, store, calls(subject.kind()));
      checkExp(CHECK, subject, store, manyCalls());
    }
  }

  // Maxima.

  private static void checkMax(BitsCheck check, Subject<MaxLoop> subject, List<Call> calls) {
    Regions sources = new Regions(subject.kind());
    int round = 0;
    for (Call call : calls) {
      int n = call.n();
      float[] x =
          switch (round & 3) {
            case 0 -> window(POOL, start(round, n), n);
            case 1 -> new Inputs(round).normal(n, 1e4f);
            case 2 -> new Inputs(round).normal(n, 1e-42f);
            default -> withOneMaximum(round, n);
          };
      round++;
      Region src = sources.of(call);
      Place from = place(call, call.offset());
      src.put(from, x, 0);
      float expected = Float.NEGATIVE_INFINITY;
      for (float value : x) {
        expected = value > expected ? value : expected;
      }
      String where = subject.name() + " " + call + ", " + src;
      // Of −0 and +0 either is good: + 0f makes them one.
      double actual = subject.loop().run(memory(src), base(src, from), n) + 0f;
      check.same(() -> where, expected + 0f, actual);
      unchanged(where, src, from, x);
    }
  }

  /** Nothing but −∞ and NaN, and one finite number somewhere. */
  private static float[] withOneMaximum(int round, int n) {
    Inputs random = new Inputs(round);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.below(2) == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
    }
    if (n > 0) {
      x[random.below(n)] = random.uniform(100f);
    }
    return x;
  }

  @Test
  void maximaHaveTheBitsOfTheDefinition() {
    for (Subject<MaxLoop> subject : LoopBitsTest.<MaxLoop>subjects("max", Loops::max)) {
      checkMax(CHECK, subject, calls(subject.kind()));
      checkMax(CHECK, subject, manyCalls());
    }
  }

  // The test itself: what it has to find, done on purpose.

  private static final int VICTIM = 13;

  /** Flips the last bit of the element at index 13. */
  private static void flip(Object dst, long dstBase, int n) {
    if (n > VICTIM) {
      int bits = Float.floatToRawIntBits(Memory.get(dst, dstBase, VICTIM));
      Memory.set(dst, dstBase, VICTIM, Float.intBitsToFloat(bits ^ 1));
    }
  }

  private static double flip(double value) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ 1);
  }

  private static <L extends Loop> Subject<L> mutant(Kind kind, L loop) {
    return new Subject<>("mutant", kind, loop);
  }

  private static Loops currentLoops() {
    return Dispatcher.isVector() ? Dispatcher.vectorLoops() : new ScalarLoops();
  }

  private static void found(String difference, Runnable check) {
    AssertionError error = assertThrows(AssertionError.class, check::run);
    assertTrue(error.getMessage().contains(difference), error.getMessage());
    assertTrue(error.getMessage().contains("mutant"), error.getMessage());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ARRAY", "NATIVE"})
  void oneFlippedBitIsFound(Kind kind) {
    BitsCheck check = new BitsCheck(LoopBitsTest.class);
    boolean offHeap = kind == Kind.NATIVE;
    MapLoop map = currentLoops().map(MapOp.TANH, offHeap);
    MapLoop mutatedMap =
        new MapLoop() {
          @Override
          public void run(
              Object src, long srcBase, Object dst, long dstBase, int n, float p, float q) {
            map.run(src, srcBase, dst, dstBase, n, p, q);
            flip(dst, dstBase, n);
          }
        };
    found(
        "element 13 of",
        () -> checkMap(check, mutant(kind, mutatedMap), ScalarOps.map(MapOp.TANH), calls(kind)));

    ZipLoop zip = currentLoops().zip(ZipOp.SIGMOID_GRADIENT, offHeap);
    ZipLoop mutatedZip =
        new ZipLoop() {
          @Override
          public void run(
              Object a,
              long aBase,
              Object b,
              long bBase,
              Object dst,
              long dstBase,
              int n,
              float p,
              float q) {
            zip.run(a, aBase, b, bBase, dst, dstBase, n, p, q);
            flip(dst, dstBase, n);
          }
        };
    found(
        "element 13 of",
        () ->
            checkZip(
                check,
                mutant(kind, mutatedZip),
                ScalarOps.zip(ZipOp.SIGMOID_GRADIENT),
                calls(kind)));

    SumLoop sum = currentLoops().sum(SumOp.DOT, offHeap);
    SumLoop mutatedSum =
        new SumLoop() {
          @Override
          public double run(Object a, long aBase, Object b, long bBase, int n, float p, float q) {
            double result = sum.run(a, aBase, b, bBase, n, p, q);
            return n == 67 ? flip(result) : result;
          }
        };
    found(
        "n=67",
        () -> checkSum(check, mutant(kind, mutatedSum), ScalarOps.sum(SumOp.DOT), calls(kind)));

    ExpLoop exp = currentLoops().exp(true, offHeap);
    ExpLoop mutatedExp =
        new ExpLoop() {
          @Override
          public double run(
              Object src,
              long srcBase,
              Object dst,
              long dstBase,
              int n,
              float m,
              float lo,
              float magic) {
            double result = exp.run(src, srcBase, dst, dstBase, n, m, lo, magic);
            flip(dst, dstBase, n);
            return result;
          }
        };
    found("element 13 of", () -> checkExp(check, mutant(kind, mutatedExp), true, calls(kind)));

    ExpLoop expSum = currentLoops().exp(false, offHeap);
    ExpLoop mutatedExpSum =
        new ExpLoop() {
          @Override
          public double run(
              Object src,
              long srcBase,
              Object dst,
              long dstBase,
              int n,
              float m,
              float lo,
              float magic) {
            double result = expSum.run(src, srcBase, dst, dstBase, n, m, lo, magic);
            return n == 67 ? flip(result) : result;
          }
        };
    found("n=67", () -> checkExp(check, mutant(kind, mutatedExpSum), false, calls(kind)));

    MaxLoop max = currentLoops().max(offHeap);
    MaxLoop mutatedMax =
        new MaxLoop() {
          @Override
          public float run(Object src, long srcBase, int n) {
            return n > VICTIM ? Math.nextDown(max.run(src, srcBase, n)) : max.run(src, srcBase, n);
          }
        };
    found("n=14", () -> checkMax(check, mutant(kind, mutatedMax), calls(kind)));
  }

  @Test
  void aWriteBehindTheEndIsFound() {
    BitsCheck check = new BitsCheck(LoopBitsTest.class);
    MapLoop relu = currentLoops().map(MapOp.RELU, false);
    MapLoop mutated =
        new MapLoop() {
          @Override
          public void run(
              Object src, long srcBase, Object dst, long dstBase, int n, float p, float q) {
            relu.run(src, srcBase, dst, dstBase, n, p, q);
            Memory.set(dst, dstBase, n, 0f);
          }
        };
    found(
        "a byte was written at",
        () ->
            checkMap(
                check, mutant(Kind.ARRAY, mutated), ScalarOps.map(MapOp.RELU), calls(Kind.ARRAY)));
  }

  @Test
  void aChangedSourceIsFound() {
    BitsCheck check = new BitsCheck(LoopBitsTest.class);
    MapLoop relu = currentLoops().map(MapOp.RELU, false);
    MapLoop mutated =
        new MapLoop() {
          @Override
          public void run(
              Object src, long srcBase, Object dst, long dstBase, int n, float p, float q) {
            relu.run(src, srcBase, dst, dstBase, n, p, q);
            flip(src, srcBase, n);
          }
        };
    List<Call> apart = calls(Kind.ARRAY).stream().filter(call -> !call.inPlace()).toList();
    found(
        "element 13 of a source was changed",
        () -> checkMap(check, mutant(Kind.ARRAY, mutated), ScalarOps.map(MapOp.RELU), apart));
  }

  @Test
  void anEmptyRunIsFound() {
    AssertionError error =
        assertThrows(AssertionError.class, () -> new BitsCheck(LoopBitsTest.class).finish());
    assertEquals("LoopBitsTest has compared nothing", error.getMessage());
    assertFalse(calls(Kind.ARRAY).isEmpty());
  }
}
