package org.lanewise.jmh.engine;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.lanewise.Backend;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One part of a decoder's work in the way of one engine, checked before it is timed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBenchmark {

  static final int HEADS = 32;
  static final int LARGEST = 128_256;
  static final float TEMPERATURE = 0.7f;
  private static final float COIN = 0.98f;

  /** What is computed. */
  public enum Part {
    /** Attention of one token: softmax of {@value #HEADS} heads over so many positions. */
    ATTENTION_1(HEADS),
    /** See {@link #ATTENTION_1}. */
    ATTENTION_16(HEADS * 16),
    /** See {@link #ATTENTION_1}. */
    ATTENTION_256(HEADS * 256),
    /** See {@link #ATTENTION_1}. */
    ATTENTION_1024(HEADS * 1024),
    /** See {@link #ATTENTION_1}. */
    ATTENTION_4096(HEADS * 4096),
    /** Attention of a prompt: causal softmax of a square for one head. */
    PROMPT_512(512 * 512),
    /** The gate of a feed-forward layer. */
    SWIGLU_11008(11_008),
    /** See {@link #SWIGLU_11008}. */
    SWIGLU_14336(14_336),
    /** Softmax of the logits. */
    LOGITS_128256(LARGEST),
    /** The largest logit. */
    GREEDY_128256(LARGEST),
    /** Softmax with a temperature, and one draw. */
    SAMPLE_128256(LARGEST);

    final int elements;

    Part(int elements) {
      this.elements = elements;
    }
  }

  /** See {@link Engine.Kind}. */
  @Param({"llama3.java", "jlama", "lanewise"})
  public String engine;

  /** What is computed. */
  @Param public Part part;

  private Engine started;
  private float[] input;
  private float[] up;
  private float[] work;

  /** Makes the input and compares the engine with the definition. */
  @Setup(Level.Trial)
  public void setUp() throws Throwable {
    started = Engine.Kind.start(engine);
    int n = part.elements;
    Random random = new Random(42);
    input = new float[n];
    up = new float[n];
    for (int i = 0; i < n; i++) {
      input[i] = (float) (3 * random.nextGaussian());
      up[i] = (float) random.nextGaussian();
    }
    work = new float[n];
    Engine reference = new Llama3Engine();
    float expected = run(reference);
    float[] expectedWork = work.clone();
    float actual = run(started);
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(work[i] - expectedWork[i]) <= 1e-3 * Math.abs(expectedWork[i]) + 1e-6)) {
        throw new IllegalStateException(
            engine + " " + part + ": " + work[i] + " instead of " + expectedWork[i] + " at " + i);
      }
    }
    if (!Backend.awaitWarmUp(Duration.ofSeconds(30))) {
      throw new IllegalStateException("the kernels are not warm after 30 seconds");
    }
    if (part == Part.GREEDY_128256 && actual != expected) {
      throw new IllegalStateException(engine + " " + part + ": " + actual);
    }
  }

  /** The part, on a fresh copy of its input. */
  @Benchmark
  public float run() {
    return run(started);
  }

  private float run(Engine by) {
    int n = part.elements;
    if (part == Part.GREEDY_128256) {
      return by.greedy(input, n);
    }
    System.arraycopy(input, 0, work, 0, n);
    switch (part) {
      case PROMPT_512 -> by.causalSoftmax(work, 512);
      case SWIGLU_11008, SWIGLU_14336 -> by.swiglu(work, up, n);
      case LOGITS_128256 -> by.softmax(work, 1, n);
      case SAMPLE_128256 -> {
        return by.sample(work, n, TEMPERATURE, COIN);
      }
      default -> by.softmax(work, HEADS, n / HEADS);
    }
    return work[n - 1];
  }
}
