package org.lanewise.jmh.peers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.internal.Templates;
import org.lanewise.jmh.CallAllocation;
import org.lanewise.jmh.Size;
import org.lanewise.jmh.Task;
import org.lanewise.jmh.peers.Peer.Call;
import org.lanewise.jmh.probe.Preparation;
import org.lanewise.jmh.report.RunData;

/**
 * One kernel on one input through all peers in one JVM: each is warmed up and checked, then all are
 * timed in turn, round after round, so that whatever disturbs the machine meets all of them. After
 * that it is measured how exact they are: some compute differently before their code is compiled.
 *
 * <p>A process of its own, which answers on standard output: a peer's native code may end it.
 */
public final class SideBySide {

  /** In front of the name of a peer whose code runs next. */
  public static final String NEXT = "next peer: ";

  /** In front of an {@link Answer}. */
  public static final String ANSWER = "answer: ";

  private static final float NEAR = 10;
  private static final float FAR = 100;

  /** What counts as right before the error is looked at. */
  private static final double RELATIVE = 1e-3;

  private static final double ABSOLUTE = 1e-6;

  /** Code is compiled on so many rows and columns first: a large call takes seconds before. */
  private static final int FEW_ROWS = 2;

  private static final int FEW_COLS = 1024;

  private static final long WARM_NANOS = 100_000_000;

  /** Share of a window that is called before it, to have the caches as this peer leaves them. */
  private static final int LEAD = 20;

  private static final int MOST_CALLS = 1 << 24;

  @SuppressWarnings("unused")
  private static volatile float sink;

  /**
   * What was found of a peer.
   *
   * @param peer its name
   * @param missing why this machine does not have it; null if it has
   * @param failure what went wrong; null if nothing did
   * @param samples nanoseconds a call, round by round
   * @param allocated bytes a call
   * @param ulp the largest error in ULP where a network's values lie: |x| ≤ 10, or the input that
   *     is timed
   * @param ulpFar the largest error for |x| ≤ 100, over all normal results; null for rows
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Answer(
      String peer,
      String missing,
      String failure,
      List<Double> samples,
      Double allocated,
      Double ulp,
      Double ulpFar) {}

  private final Size size;
  private final Problem problem;
  private final double[] exact;
  private final double exactLoss;

  private SideBySide(String kernel, Size size) {
    this.size = size;
    problem = Problem.of(kernel, size);
    exact = Oracle.output(problem);
    exactLoss = Oracle.loss(problem);
  }

  /** A peer that takes part. */
  private static final class Runner {
    final String name;
    final Peer peer;
    final Call call;
    final CallLoop loop;
    final List<Double> samples = new ArrayList<>();
    int calls;

    Runner(String name, Peer peer, Call call) {
      this.name = name;
      this.peer = peer;
      this.call = call;
      loop =
          Templates.define(
              MethodHandles.lookup(),
              "PeerLoop",
              CallLoop.class,
              new Templates.Key(null, false, false));
    }

    double nanos(int number) {
      long begin = System.nanoTime();
      sink = loop.run(call.task(), number);
      return (double) (System.nanoTime() - begin) / number;
    }

    /** Calls until the loop is compiled, too, and finds how many calls fill a window. */
    void warm(long windowNanos) {
      long begin = System.nanoTime();
      int number = 1;
      double nanos;
      do {
        nanos = Math.max(1, nanos(number));
        number = (int) Math.clamp(windowNanos / nanos, 1, MOST_CALLS);
      } while (System.nanoTime() - begin < WARM_NANOS);
      calls = number;
    }
  }

  /**
   * Measures.
   *
   * @param args the kernel, its size, the number of rounds, milliseconds of a window, and peers
   */
  public static void main(String[] args) throws Exception {
    Size size = Size.parse(args[1]);
    int rounds = Integer.parseInt(args[2]);
    long windowNanos = Long.parseLong(args[3]) * 1_000_000;
    List<String> peers = List.of(args).subList(4, args.length);
    new SideBySide(args[0], size).run(peers, rounds, windowNanos);
    // Threads of native libraries might not end.
    System.exit(0);
  }

  private void run(List<String> peers, int rounds, long windowNanos) throws Exception {
    List<Runner> runners = new ArrayList<>();
    for (String peer : peers) {
      next(peer);
      try {
        Runner runner = start(peer);
        runner.warm(windowNanos);
        runners.add(runner);
      } catch (PeerMissingException e) {
        answer(new Answer(peer, e.getMessage(), null, null, null, null, null));
      } catch (Exception | LinkageError e) {
        answer(new Answer(peer, null, e.toString(), null, null, null, null));
      }
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < runners.size(); i++) {
        Runner runner = runners.get((i + round) % runners.size());
        next(runner.name);
        if (runner.calls > 1) {
          runner.nanos(Math.max(1, runner.calls / LEAD));
        }
        runner.samples.add(runner.nanos(runner.calls));
      }
    }
    for (Runner runner : runners) {
      next(runner.name);
      answer(answer(runner));
    }
  }

  private Runner start(String name) throws Exception {
    Peer peer;
    try {
      peer = PeerKind.of(name).start();
    } catch (Throwable e) {
      throw new PeerMissingException(e);
    }
    Task few = peer.prepare(problem.firstOf(FEW_ROWS, FEW_COLS)).task();
    Preparation.run(few, PeerKind.of(name).allocates());
    Call call = peer.prepare(problem);
    float loss = call.task().run();
    float[] output = call.output();
    check(name + ", loss", loss, exactLoss);
    for (int i = 0; i < exact.length; i++) {
      check(name + ", element " + i, output[i], exact[i]);
    }
    return new Runner(name, peer, call);
  }

  private void check(String what, float actual, double right) {
    if (!(Math.abs(actual - right) <= RELATIVE * Math.abs(right) + ABSOLUTE)) {
      throw new IllegalStateException(
          problem.kernel() + " of " + what + ": " + actual + " instead of " + right);
    }
  }

  private Answer answer(Runner runner) throws Exception {
    double[] allocated = {Double.NaN};
    CallAllocation.measure(runner.call.task(), bytes -> allocated[0] = bytes);
    boolean map = !size.isShape();
    double ulp =
        map
            ? sampledUlp(runner, NEAR)
            : maxUlp(runner.call, runner.call.task().run(), exact, exactLoss);
    return new Answer(
        runner.name,
        null,
        null,
        runner.samples,
        allocated[0],
        ulp,
        map ? sampledUlp(runner, FAR) : null);
  }

  private double sampledUlp(Runner runner, float limit) throws Exception {
    Problem samples = Problem.of(problem.kernel(), Oracle.samples(limit));
    Call call = runner.peer.prepare(samples);
    return maxUlp(call, call.task().run(), Oracle.output(samples), 0);
  }

  private static double maxUlp(Call call, float loss, double[] right, double rightLoss) {
    return Math.max(Oracle.maxUlp(call.output(), right), Oracle.ulp(loss, rightLoss));
  }

  private static void next(String peer) {
    System.out.println(NEXT + peer);
  }

  private static void answer(Answer answer) throws JsonProcessingException {
    System.out.println(ANSWER + RunData.mapper().writeValueAsString(answer));
  }
}
