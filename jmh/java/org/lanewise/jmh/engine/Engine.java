package org.lanewise.jmh.engine;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;

/** What a decoder computes between its matrix products, in the way of one engine. */
interface Engine {

  /** The engines, without loading any of them. */
  enum Kind {
    /** llama3.java: an exponential of {@code Math} an element. */
    LLAMA3("llama3.java", "Llama3Engine"),
    /** Jlama's own softmax and activation. */
    JLAMA("jlama", "JlamaEnginePeer"),
    /** This library. */
    LANEWISE("lanewise", "LanewiseEngine");

    private final String label;
    private final String type;

    Kind(String label, String type) {
      this.label = label;
      this.type = type;
    }

    static List<String> labels() {
      return Arrays.stream(values()).map(kind -> kind.label).toList();
    }

    static Engine start(String label) throws Throwable {
      for (Kind kind : values()) {
        if (kind.label.equals(label)) {
          Class<?> found = Class.forName(Kind.class.getPackageName() + "." + kind.type);
          try {
            return (Engine) found.getDeclaredConstructor().newInstance();
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }
      }
      throw new IllegalArgumentException("engine is \"" + label + "\", not one of " + labels());
    }
  }

  /** Softmax of {@code rows} rows of {@code n} elements, one behind the other, in place. */
  void softmax(float[] x, int rows, int n);

  /** Softmax of a square of scores, row r over its first r + 1 columns, zeros behind; in place. */
  void causalSoftmax(float[] x, int n);

  /** {@code gate = silu(gate)·up}. */
  void swiglu(float[] gate, float[] up, int n);

  /** The index of the largest logit. */
  int greedy(float[] logits, int n);

  /**
   * An index by chance: softmax of the logits over the temperature, in place, then the first whose
   * running sum passes the coin.
   */
  int sample(float[] logits, int n, float temperature, float coin);

  /** The first index whose running sum passes the coin. */
  static int pick(float[] probabilities, int n, float coin) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += probabilities[i];
      if (coin < sum) {
        return i;
      }
    }
    return n - 1;
  }

  /** The index of the largest element. */
  static int argmax(float[] x, int n) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      if (x[i] > x[best]) {
        best = i;
      }
    }
    return best;
  }
}
