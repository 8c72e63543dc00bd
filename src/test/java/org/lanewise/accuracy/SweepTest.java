package org.lanewise.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.accuracy.Subject.Domain;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;

/** The exhaustive sweep finds what it is made to find. The sweep itself takes minutes. */
class SweepTest {

  private static final float[] SPOILED = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0f,
    -0f,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    1f
  };

  @TempDir Path folder;

  static Stream<Named<MapCase>> maps() {
    return KernelTable.MAPS.stream().map(row -> Named.of(row.name(), row));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void judgeOfBlocksAgreesWithTheSlowWay(MapCase row) {
    float[] x = Samples.unary(row.specials());
    float[] good = new float[x.length];
    row.arrays().apply(x, 0, good, 0, x.length);
    float[] bad = good.clone();
    Random random = new Random(1);
    for (int i = 0; i < bad.length; i += 1 + random.nextInt(50)) {
      bad[i] =
          random.nextInt(4) == 0
              ? SPOILED[random.nextInt(SPOILED.length)]
              : Float.intBitsToFloat(Float.floatToRawIntBits(bad[i]) + random.nextInt(-3, 4));
    }
    double[] slow = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      slow[i] = row.oracle().applyAsDouble(x[i]);
    }
    // Spoiled bit by bit, so that errors of all sizes are the largest for a while.
    for (int n : new int[] {0, 1, 5, 77, 3000, bad.length}) {
      float[] computed = good.clone();
      System.arraycopy(bad, 0, computed, 0, n);
      assertSameFindings(row, x, computed, slow);
    }
  }

  private static void assertSameFindings(MapCase row, float[] x, float[] computed, double[] slow) {
    Tally expected = new Tally();
    for (int i = 0; i < x.length; i++) {
      long input = Integer.toUnsignedLong(Float.floatToRawIntBits(x[i]));
      expected.add(input, computed[i], slow[i], Ruler.ULP);
    }
    Tally actual = new Tally();
    float[] in = new float[Sweep.BLOCK];
    float[] out = new float[Sweep.BLOCK];
    double[] wide = new double[Sweep.BLOCK];
    double[] exact = new double[Sweep.BLOCK];
    for (int start = 0; start < x.length; start += Sweep.BLOCK) {
      int n = Math.min(x.length - start, Sweep.BLOCK);
      System.arraycopy(x, start, in, 0, n);
      System.arraycopy(computed, start, out, 0, n);
      for (int i = 0; i < Sweep.BLOCK; i++) {
        wide[i] = in[i];
      }
      FastOracles.of(row.name(), row.oracle(), row.parameters()).apply(wide, exact, Sweep.BLOCK);
      BlockJudge.judge(in, out, exact, n, row.oracle(), Ruler.ULP, 0, actual);
    }
    assertEquals(expected.total, actual.total);
    assertEquals(expected.correct, actual.correct);
    assertEquals(expected.wrongZeros, actual.wrongZeros);
    assertEquals(expected.wrongZero, actual.wrongZero);
    if (expected.max > BlockJudge.MARGIN) {
      assertEquals(expected.max, actual.max);
      assertEquals(expected.worst, actual.worst);
    }
    assertTrue(actual.rest <= Math.max(expected.max, BlockJudge.MARGIN), "rest " + actual.rest);
  }

  /** A subject that returns its input, except for one, at which a path may err. */
  private static Subject identity(Domain domain, float at, float scalar, float vector) {
    return new Subject(
        "identity",
        1,
        (x, y, n) -> copy(x, y, n, at, scalar),
        (x, y, n) -> copy(x, y, n, at, vector),
        (x, y, n) -> System.arraycopy(x, 0, y, 0, n),
        x -> x,
        Ruler.ULP,
        domain);
  }

  private static void copy(float[] x, float[] y, int n, float at, float value) {
    for (int i = 0; i < n; i++) {
      y[i] = Float.floatToRawIntBits(x[i]) == Float.floatToRawIntBits(at) ? value : x[i];
    }
  }

  @Test
  void sweepCoversItsDomain() {
    for (int last : new int[] {0, 1, 6, 7, 8, 4999}) {
      Sweep sweep = new Sweep();
      Subject both = identity(new Domain(last, true), 1, 1, 1);
      assertEquals(last + 1, sweep.part(both, 0, 0).tally.total);
      assertEquals(0, sweep.part(both, 1, 0).tally.total);
      assertEquals(last + 1, sweep.part(both, Sweep.PARTS / 2, 0).tally.total);
      Subject positive = identity(new Domain(last, false), 1, 1, 1);
      assertEquals(last + 1, sweep.part(positive, 0, 0).tally.total);
      assertEquals(0, sweep.part(positive, Sweep.PARTS / 2, 0).tally.total);
    }
    int last = (1 << 24) + 2;
    Subject two = identity(new Domain(last, true), 1, 1, 1);
    assertEquals(3, new Sweep().part(two, 1, 0).tally.total);
  }

  @Test
  void sweepFindsOneBitInOnePath() {
    Domain domain = new Domain(4999, true);
    float at = -4321 * Float.MIN_VALUE;
    int part = Sweep.PARTS / 2;
    Sweep.Result result = new Sweep().part(identity(domain, at, at, Math.nextUp(at)), part, 0);
    assertEquals(1, result.differences);
    assertEquals(Float.floatToRawIntBits(at), result.firstDifference);
    assertEquals(1, result.tally.max);
    assertEquals(at, Tally.last(result.tally.worst));
    assertEquals(4999, result.tally.correct);
    result = new Sweep().part(identity(domain, at, Math.nextUp(at), at), part, 0);
    assertEquals(1, result.differences);
    assertEquals(0, result.tally.max);
  }

  @Test
  void sweepFindsAZeroOfTheWrongSign() {
    Sweep.Result result = new Sweep().part(identity(new Domain(99, true), 0f, -0f, -0f), 0, 0);
    assertEquals(0, result.differences);
    assertEquals(1, result.tally.wrongZeros);
    assertEquals(0, Tally.last(result.tally.wrongZero));
  }

  @Test
  void sweepFindsNotANumber() {
    Subject subject = identity(new Domain(99, true), 0f, Float.NaN, Float.NaN);
    Sweep.Result result = new Sweep().part(subject, 0, 0);
    assertEquals(Double.POSITIVE_INFINITY, result.tally.max);
  }

  @Test
  void stateSurvives() throws IOException {
    Path file = folder.resolve("state.txt");
    Sweep.Result result = new Sweep.Result();
    result.tally.add(0xffff_ffffL, 1f, 1.1, Ruler.ULP);
    result.tally.add(0x8000_0000L, 0f, -0.0, Ruler.ULP);
    result.differences = 3;
    result.firstDifference = 0x8000_0001;
    try (SweepState state = new SweepState(file, "code 1")) {
      assertFalse(state.outdated());
      state.put("one", 7, result);
    }
    Files.writeString(file, Files.readString(file) + "two/8 1 2");
    try (SweepState state = new SweepState(file, "code 1")) {
      assertFalse(state.outdated());
      Sweep.Result read = state.get("one", 7);
      assertEquals(result.tally.max, read.tally.max);
      assertEquals(result.tally.worst, read.tally.worst);
      assertEquals(2, read.tally.total);
      assertEquals(1, read.tally.correct);
      assertEquals(1, read.tally.wrongZeros);
      assertEquals(0x8000_0000L, read.tally.wrongZero);
      assertEquals(3, read.differences);
      assertEquals(0x8000_0001, read.firstDifference);
      assertNull(state.get("two", 8));
      state.put("two", 8, result);
    }
    try (SweepState state = new SweepState(file, "code 1")) {
      assertEquals(3, state.get("two", 8).differences);
    }
    try (SweepState state = new SweepState(file, "code 2")) {
      assertTrue(state.outdated());
      assertNull(state.get("one", 7));
    }
  }

  @Test
  void commandRefusesWhatItDoesNotKnow() throws Exception {
    assertEquals(2, run("--quick"));
    assertEquals(2, run("--threads"));
    assertEquals(2, run("--threads", "0"));
    assertEquals(2, run("sigmoidal"));
    assertEquals(0, run("--list"));
    assertEquals(0, run("--help"));
  }

  private static int run(String... arguments) throws Exception {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new ExhaustiveSweep(out, Subject.all()).run(arguments);
  }

  @Test
  void commandEndsWithOneIfSomethingIsWrong() throws Exception {
    Domain domain = new Domain(4999, true);
    float at = 4321 * Float.MIN_VALUE;
    float wrong = Math.nextUp(at);
    assertReport(0, "identity", identity(domain, at, at, at));
    assertReport(0, "identity", identity(domain, at, wrong, wrong)); // 1 ULP, the bound
    Subject tight = withBound(0.99, identity(domain, at, wrong, wrong));
    assertReport(1, "identity exceeds its bound, at 0x000010e1", tight);
    assertReport(1, "identity differs between the paths", identity(domain, at, at, wrong));
    assertReport(1, "identity has zeros of the wrong sign", identity(domain, 0f, -0f, -0f));
  }

  private static Subject withBound(double bound, Subject s) {
    return new Subject(
        s.name(), bound, s.scalar(), s.vector(), s.fast(), s.slow(), s.ruler(), s.domain());
  }

  private void assertReport(int status, String line, Subject subject) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    String state = folder.resolve("sweep").toString();
    int ended = new ExhaustiveSweep(out, List.of(subject)).run("--fresh", "--state", state);
    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(status, ended, printed);
    assertTrue(printed.contains(line), printed);
  }

  static Stream<Named<Subject>> subjects() {
    return Subject.all().stream().map(subject -> Named.of(subject.name(), subject));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void sampleOfTheSweepKeepsTheBounds(Subject subject) {
    float[] sample = Samples.unary(new float[0][]);
    int n = 0;
    for (float x : sample) {
      if (subject.domain().contains(x)) {
        sample[n++] = x;
      }
    }
    Sweep.Result result = new Sweep().sample(subject, Arrays.copyOf(sample, n));
    Tally t = result.tally;
    assertEquals(n, t.total);
    assertEquals(0, result.differences, "paths differ");
    assertEquals(0, t.wrongZeros, () -> "sign at " + Ulp.show(Tally.last(t.wrongZero)));
    assertTrue(t.max <= subject.bound(), () -> t.max + " at " + Ulp.show(Tally.last(t.worst)));
  }

  @Test
  void gradientsAreSweptWhereTheyAreDefined() {
    for (Subject subject : Subject.all()) {
      float[] inputs = {0f, 0.25f, 1f};
      Sweep.Result result = new Sweep().sample(subject, inputs);
      assertEquals(3, result.tally.total);
      assertEquals(0, result.differences, subject.name());
      assertTrue(result.tally.max <= subject.bound(), subject.name());
    }
    int rows = KernelTable.MAPS.size() + 2 * KernelTable.ZIPS.size();
    int others = OtherParameters.MAPS.size() + OtherParameters.ZIPS.size();
    assertEquals(rows + others, Subject.all().stream().map(Subject::name).distinct().count());
  }
}
