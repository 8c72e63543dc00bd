package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.testing.ExpectedPath;

/**
 * A small network learns to tell two interleaved spirals apart: layers with ReLU, tanh and sigmoid,
 * softmax-cross-entropy with its gradient in one call, plain gradient descent on small batches. All
 * that is not a kernel, matrix products above all, is a loop over floats in a fixed order, so that
 * the weights have the same bits wherever the kernels give the same bits: on each path and width
 * they are compared with one hash.
 */
@Tag("bits")
class TrainingTest {

  private static final int POINTS = 1024;
  private static final int BATCH = 64;
  private static final int STEPS = 1000;
  private static final float RATE = 0.25f;

  /** Of the weights after all steps. */
  private static final long HASH = 0xce55aae88b5ba7a6L;

  /** A generator of its own, so that no version of the JDK changes the data: xorshift64*. */
  private static final class Random {
    private long state;

    Random(long seed) {
      state = seed;
    }

    /** Evenly from 0 … 1. */
    float next() {
      state ^= state >>> 12;
      state ^= state << 25;
      state ^= state >>> 27;
      return ((state * 0x2545f4914f6cdd1dL) >>> 40) * 0x1p-24f;
    }
  }

  /** Points on two spirals, each a turn and a quarter, and which of the two they are on. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Spirals(float[] points, int[] labels) {

    static Spirals of(int count, Random random) {
      float[] points = new float[2 * count];
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        labels[i] = i % 2;
        float along = random.next();
        double angle = 2.5 * Math.PI * along + Math.PI * labels[i];
        double radius = 0.2 + 1.8 * along;
        points[2 * i] = (float) (radius * StrictMath.cos(angle)) + 0.05f * (random.next() - 0.5f);
        points[2 * i + 1] =
            (float) (radius * StrictMath.sin(angle)) + 0.05f * (random.next() - 0.5f);
      }
      return new Spirals(points, labels);
    }
  }

  /** A layer: weights (inputs × outputs), bias, activation; null for the last, which has none. */
  private static final class Layer {
    final int inputs;
    final int outputs;
    final Activation activation;
    final float[] weights;
    final float[] bias;

    /** Of the last forward pass: what came in, its product with the weights, what went out. */
    float[] in;

    final float[] product;
    final float[] out;
    final float[] dProduct;
    final float[] dIn;

    Layer(int inputs, int outputs, String activation, float size, int rows, Random random) {
      this.inputs = inputs;
      this.outputs = outputs;
      this.activation = activation == null ? null : Activation.named(activation);
      weights = new float[inputs * outputs];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = size * (2f * random.next() - 1f);
      }
      bias = new float[outputs];
      for (int i = 0; i < outputs; i++) {
        bias[i] = 0.5f * size * (2f * random.next() - 1f);
      }
      product = new float[rows * outputs];
      out = new float[rows * outputs];
      dProduct = new float[rows * outputs];
      dIn = new float[rows * inputs];
    }

    /** {@code out = f(x·weights + bias)}. */
    float[] forward(float[] x, int rows) {
      in = x;
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < outputs; c++) {
          product[r * outputs + c] = 0f;
        }
        for (int k = 0; k < inputs; k++) {
          float value = x[r * inputs + k];
          for (int c = 0; c < outputs; c++) {
            product[r * outputs + c] += value * weights[k * outputs + c];
          }
        }
      }
      if (activation != null) {
        activation.applyWithBias(matrix(product, rows), bias, matrix(out, rows));
      } else {
        for (int i = 0; i < rows * outputs; i++) {
          out[i] = product[i] + bias[i % outputs];
        }
      }
      return out;
    }

    /** From the gradient of the output to that of the input, and a step down on the way. */
    float[] backward(float[] dOut, int rows) {
      float[] d = dOut;
      if (activation != null) {
        d = dProduct;
        activation.gradientWithBias(
            matrix(product, rows), bias, matrix(dOut, rows), matrix(d, rows));
      }
      for (int r = 0; r < rows; r++) {
        for (int k = 0; k < inputs; k++) {
          float sum = 0f;
          for (int c = 0; c < outputs; c++) {
            sum += d[r * outputs + c] * weights[k * outputs + c];
          }
          dIn[r * inputs + k] = sum;
        }
      }
      for (int r = 0; r < rows; r++) {
        for (int k = 0; k < inputs; k++) {
          float step = RATE * in[r * inputs + k];
          for (int c = 0; c < outputs; c++) {
            weights[k * outputs + c] -= step * d[r * outputs + c];
          }
        }
        for (int c = 0; c < outputs; c++) {
          bias[c] -= RATE * d[r * outputs + c];
        }
      }
      return dIn;
    }

    private Matrix matrix(float[] data, int rows) {
      return Matrix.of(data, rows, outputs);
    }
  }

  private static float[] forward(Layer[] network, float[] points, int rows) {
    float[] x = points;
    for (Layer layer : network) {
      x = layer.forward(x, rows);
    }
    return x;
  }

  private static float step(Layer[] network, float[] points, int[] labels) {
    float[] logits = forward(network, points, labels.length);
    Matrix view = Matrix.of(logits, labels.length, 2);
    // The gradient goes over the logits.
    float loss =
        SoftmaxCrossEntropy.lossAndGradient(view, labels, view, CrossEntropyOptions.DEFAULT);
    float[] d = logits;
    for (int i = network.length - 1; i >= 0; i--) {
      d = network[i].backward(d, labels.length);
    }
    return loss;
  }

  private static double accuracy(Layer[] network, Spirals spirals) {
    int rows = spirals.labels.length;
    float[] logits = forward(network, spirals.points, rows);
    int[] correct = new int[1];
    SoftmaxCrossEntropy.loss(
        Matrix.of(logits, rows, 2),
        spirals.labels,
        CrossEntropyRows.NONE.withCorrect(correct),
        CrossEntropyOptions.DEFAULT);
    return (double) correct[0] / rows;
  }

  private static long hash(Layer[] network) {
    long hash = 0;
    for (Layer layer : network) {
      for (float weight : layer.weights) {
        hash = (hash ^ Float.floatToRawIntBits(weight)) * 0x9e3779b97f4a7c15L;
      }
      for (float bias : layer.bias) {
        hash = (hash ^ Float.floatToRawIntBits(bias)) * 0x9e3779b97f4a7c15L;
      }
    }
    return hash;
  }

  @Test
  void theSameWeightsOnEveryPath() {
    ExpectedPath.check();
    Random random = new Random(20L);
    Spirals seen = Spirals.of(POINTS, random);
    Spirals unseen = Spirals.of(POINTS, random);
    Layer[] network = {
      new Layer(2, 32, "relu", 1.2f, POINTS, random),
      new Layer(32, 32, "tanh", 0.4f, POINTS, random),
      new Layer(32, 32, "sigmoid", 0.8f, POINTS, random),
      new Layer(32, 2, null, 0.6f, POINTS, random)
    };
    float[] points = new float[2 * BATCH];
    int[] labels = new int[BATCH];
    float loss = 0f;
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < BATCH; i++) {
        int from = (int) (random.next() * POINTS);
        points[2 * i] = seen.points[2 * from];
        points[2 * i + 1] = seen.points[2 * from + 1];
        labels[i] = seen.labels[from];
      }
      loss = step(network, points, labels);
    }
    double learnt = accuracy(network, seen);
    double general = accuracy(network, unseen);
    long hash = hash(network);
    System.out.printf(
        Locale.ROOT,
        "TrainingTest on %s: %d steps, last loss %.4f, accuracy %.2f %% (unseen points %.2f %%),"
            + " hash of the weights %016x%n",
        ExpectedPath.describe(),
        STEPS,
        loss,
        100 * learnt,
        100 * general,
        hash);
    assertTrue(learnt >= 0.99, () -> "accuracy " + learnt);
    assertTrue(general >= 0.99, () -> "accuracy on unseen points " + general);
    assertEquals(Long.toHexString(HASH), Long.toHexString(hash), "hash of the weights");
  }
}
