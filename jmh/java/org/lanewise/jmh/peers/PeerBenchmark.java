package org.lanewise.jmh.peers;

import java.util.concurrent.TimeUnit;
import org.lanewise.jmh.CallAllocation;
import org.lanewise.jmh.ForkFacts;
import org.lanewise.jmh.Size;
import org.lanewise.jmh.peers.Peer.Call;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One kernel through one peer: checked, measured for exactness, then timed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgs = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class PeerBenchmark {

  /**
   * The largest error in ULP where a network's values lie: |x| ≤ 10, or the input that is timed.
   */
  public static final String ULP = "ulp";

  /** The largest error in ULP for |x| ≤ 100, over all normal results. */
  public static final String ULP_FAR = "ulp.far";

  private static final float NEAR = 10;
  private static final float FAR = 100;

  /** What counts as right before the error is looked at. */
  private static final double RELATIVE = 1e-3;

  private static final double ABSOLUTE = 1e-6;

  /** See {@link PeerKind}. */
  @Param({"lanewise", "naive", "jafama", "vectorApi", "onnxruntime", "pytorch", "nd4j"})
  public String peer;

  /** A map, or softmax, crossEntropyLoss, crossEntropyGradient. */
  @Param("sigmoid")
  public String kernel;

  /** Number of elements, or rows × columns. */
  @Param("1024")
  public String size;

  private Peer started;
  private Problem problem;
  private Call call;

  /** Sets the peer up and checks it. */
  @Setup
  public void setUp() throws Exception {
    started = start();
    problem = Problem.of(kernel, Size.parse(size));
    call = started.prepare(problem);
    double exactLoss = Oracle.loss(problem);
    double[] exact = Oracle.output(problem);
    float loss = call.run();
    float[] output = call.output();
    check("loss", loss, exactLoss);
    for (int i = 0; i < exact.length; i++) {
      check("element " + i, output[i], exact[i]);
    }
  }

  private Peer start() {
    try {
      return PeerKind.of(peer).start();
    } catch (Throwable e) {
      throw new PeerMissingException(e);
    }
  }

  private double maxUlp(Problem samples) throws Exception {
    Call sampling = started.prepare(samples);
    float loss = sampling.run();
    double worst = Oracle.maxUlp(sampling.output(), Oracle.output(samples));
    return Math.max(worst, Oracle.ulp(loss, Oracle.loss(samples)));
  }

  private void check(String what, float actual, double exact) {
    if (!(Math.abs(actual - exact) <= RELATIVE * Math.abs(exact) + ABSOLUTE)) {
      throw new IllegalStateException(
          peer + " " + kernel + ", " + what + ": " + actual + " instead of " + exact);
    }
  }

  /**
   * Measures what a call allocates, and how exact the peer is: now, when its code is compiled,
   * because some compute differently before.
   */
  @TearDown
  public void tearDown() throws Exception {
    CallAllocation.measure(call::run);
    if (Size.parse(size).isShape()) {
      ForkFacts.put(ULP, maxUlp(problem), "ULP");
    } else {
      ForkFacts.put(ULP, maxUlp(Problem.of(kernel, Oracle.samples(NEAR))), "ULP");
      ForkFacts.put(ULP_FAR, maxUlp(Problem.of(kernel, Oracle.samples(FAR))), "ULP");
    }
  }

  /** The call. */
  @Benchmark
  public float run() {
    return call.run();
  }
}
