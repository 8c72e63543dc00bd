package org.lanewise.jmh;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What benchmarks feed to kernels: values as networks have them in front of an activation, always
 * the same.
 */
public final class Inputs {

  private static final long SEED = 20250916;
  private static final int PERIOD = (1 << 16) + 1;

  private Inputs() {}

  /** Activations and logits: normally distributed with mean 0 and standard deviation 3. */
  public static float[] activations(int n) {
    return normal(n, SEED, 3);
  }

  /** Gradients from above: normally distributed with mean 0 and standard deviation 1. */
  public static float[] gradients(int n) {
    return normal(n, SEED + 1, 1);
  }

  /** Slopes, and targets of losses that want probabilities: uniformly distributed in 0 … 1. */
  public static float[] shares(int n) {
    RandomGenerator random = new SplittableRandom(SEED + 4);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  /** Labels of rows, one class each. */
  public static int[] labels(int rows, int classes) {
    RandomGenerator random = new SplittableRandom(SEED + 2);
    int[] labels = new int[rows];
    for (int r = 0; r < rows; r++) {
      labels[r] = random.nextInt(classes);
    }
    return labels;
  }

  /** Target distributions of rows: positive, with the sum 1. */
  public static float[] distributions(int rows, int classes) {
    RandomGenerator random = new SplittableRandom(SEED + 3);
    float[] targets = new float[rows * classes];
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        float value = random.nextFloat() + 1e-3f;
        targets[r * classes + c] = value;
        sum += value;
      }
      for (int c = 0; c < classes; c++) {
        targets[r * classes + c] = (float) (targets[r * classes + c] / sum);
      }
    }
    return targets;
  }

  /** Values that repeat after a while no cache or branch predictor can learn: drawing is slow. */
  private static float[] normal(int n, long seed, double deviation) {
    RandomGenerator random = new SplittableRandom(seed);
    float[] values = new float[n];
    for (int i = 0; i < Math.min(n, PERIOD); i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    for (int i = PERIOD; i < n; i++) {
      values[i] = values[i - PERIOD];
    }
    return values;
  }
}
