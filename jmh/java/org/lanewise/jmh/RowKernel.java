package org.lanewise.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxCrossEntropy;

/**
 * The kernels over rows. With cross-entropy, {@code …Gradient} is loss and gradient in one call;
 * elsewhere it is the gradient alone.
 */
enum RowKernel {
  SOFTMAX("softmax", 2, RowKernel::softmax),
  LOG_SOFTMAX("logSoftmax", 2, RowKernel::logSoftmax),
  LOG_SUM_EXP("logSumExp", 1, RowKernel::logSumExp),
  SOFTMAX_GRADIENT("softmaxGradient", 3, RowKernel::softmaxGradient),
  LOG_SOFTMAX_GRADIENT("logSoftmaxGradient", 3, RowKernel::logSoftmaxGradient),
  LOG_SUM_EXP_GRADIENT("logSumExpGradient", 2, RowKernel::logSumExpGradient),
  CROSS_ENTROPY_LOSS("crossEntropyLoss", 1, RowKernel::crossEntropyLoss),
  CROSS_ENTROPY_GRADIENT("crossEntropyGradient", 2, RowKernel::crossEntropyGradient),
  DENSE_CROSS_ENTROPY_LOSS("denseCrossEntropyLoss", 2, RowKernel::denseCrossEntropyLoss),
  DENSE_CROSS_ENTROPY_GRADIENT(
      "denseCrossEntropyGradient", 3, RowKernel::denseCrossEntropyGradient);

  private static final CrossEntropyOptions MEAN = CrossEntropyOptions.DEFAULT;

  private final String label;
  private final int traffic;
  private final Function<Rows, Workload> maker;

  RowKernel(String label, int traffic, Function<Rows, Workload> maker) {
    this.label = label;
    this.traffic = traffic;
    this.maker = maker;
  }

  /** All names, as they stand in results. */
  static List<String> names() {
    return Arrays.stream(values()).map(kernel -> kernel.label).toList();
  }

  /** The kernel of this name. */
  static RowKernel of(String name) {
    return Arrays.stream(values())
        .filter(kernel -> kernel.label.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("kernel is \"" + name + "\", not one of " + names()));
  }

  /** Floats that a call reads and writes for one element, if it reads each only once. */
  int traffic() {
    return traffic;
  }

  /** The kernel on rows in a container. */
  Workload workload(String container, int rows, int cols) {
    return maker.apply(new Rows(label, container, rows, cols));
  }

  /** Rows of logits and what kernels need beside them. */
  private record Rows(
      String name, String container, int rows, int cols, Floats logits, NaiveRowLoops naive) {

    Rows(String name, String container, int rows, int cols) {
      Floats logits = Floats.of(container, Inputs.activations(Math.multiplyExact(rows, cols)));
      this(name, container, rows, cols, logits, Naive.rows(!logits.isArray()));
    }

    Matrix matrix(Floats floats) {
      return floats.matrix(rows, cols);
    }

    Floats zeros() {
      return Floats.zeros(container, logits.length());
    }

    Floats gradients() {
      return Floats.of(container, Inputs.gradients(logits.length()));
    }

    Floats targets() {
      return Floats.of(container, Inputs.distributions(rows, cols));
    }

    int[] labels() {
      return Inputs.labels(rows, cols);
    }

    /** The output of the forward call, from which a gradient is made. */
    Floats forward(boolean log) {
      Floats y = zeros();
      if (log) {
        naive.logSoftmax(logits, y, rows, cols);
      } else {
        naive.softmax(logits, y, rows, cols);
      }
      return y;
    }
  }

  private static Task noResult(Runnable call) {
    return () -> {
      call.run();
      return 0;
    };
  }

  private static Workload softmax(Rows d) {
    Floats dst = d.zeros();
    Matrix from = d.matrix(d.logits);
    Matrix to = d.matrix(dst);
    return Workload.of(
        d.name,
        noResult(() -> Softmax.softmax(from, to)),
        noResult(() -> d.naive.softmax(d.logits, dst, d.rows, d.cols)),
        dst);
  }

  private static Workload logSoftmax(Rows d) {
    Floats dst = d.zeros();
    Matrix from = d.matrix(d.logits);
    Matrix to = d.matrix(dst);
    return Workload.of(
        d.name,
        noResult(() -> Softmax.logSoftmax(from, to)),
        noResult(() -> d.naive.logSoftmax(d.logits, dst, d.rows, d.cols)),
        dst);
  }

  private static Workload logSumExp(Rows d) {
    float[] results = new float[d.rows];
    Matrix from = d.matrix(d.logits);
    return Workload.ofRows(
        d.name,
        noResult(() -> Softmax.logSumExp(from, results, 0)),
        noResult(() -> d.naive.logSumExp(d.logits, results, d.rows, d.cols)),
        results);
  }

  private static Workload softmaxGradient(Rows d) {
    Floats y = d.forward(false);
    Floats dy = d.gradients();
    Floats dx = d.zeros();
    Matrix my = d.matrix(y);
    Matrix mdy = d.matrix(dy);
    Matrix mdx = d.matrix(dx);
    return Workload.of(
        d.name,
        noResult(() -> Softmax.softmaxGradient(my, mdy, mdx)),
        noResult(() -> d.naive.softmaxGradient(y, dy, dx, d.rows, d.cols)),
        dx);
  }

  private static Workload logSoftmaxGradient(Rows d) {
    Floats y = d.forward(true);
    Floats dy = d.gradients();
    Floats dx = d.zeros();
    Matrix my = d.matrix(y);
    Matrix mdy = d.matrix(dy);
    Matrix mdx = d.matrix(dx);
    return Workload.of(
        d.name,
        noResult(() -> Softmax.logSoftmaxGradient(my, mdy, mdx)),
        noResult(() -> d.naive.logSoftmaxGradient(y, dy, dx, d.rows, d.cols)),
        dx);
  }

  private static Workload logSumExpGradient(Rows d) {
    float[] dy = Inputs.gradients(d.rows);
    Floats dx = d.zeros();
    Matrix from = d.matrix(d.logits);
    Matrix to = d.matrix(dx);
    return Workload.of(
        d.name,
        noResult(() -> Softmax.logSumExpGradient(from, dy, 0, to)),
        noResult(() -> d.naive.logSumExpGradient(d.logits, dy, dx, d.rows, d.cols)),
        dx);
  }

  private static Workload crossEntropyLoss(Rows d) {
    int[] labels = d.labels();
    Matrix from = d.matrix(d.logits);
    return Workload.ofResult(
        d.name,
        () -> SoftmaxCrossEntropy.loss(from, labels, MEAN),
        () -> d.naive.loss(d.logits, labels, d.rows, d.cols));
  }

  private static Workload crossEntropyGradient(Rows d) {
    int[] labels = d.labels();
    Floats gradient = d.zeros();
    Matrix from = d.matrix(d.logits);
    Matrix to = d.matrix(gradient);
    return Workload.of(
        d.name,
        () -> SoftmaxCrossEntropy.lossAndGradient(from, labels, to, MEAN),
        () -> d.naive.lossAndGradient(d.logits, labels, gradient, d.rows, d.cols),
        gradient);
  }

  private static Workload denseCrossEntropyLoss(Rows d) {
    Floats targets = d.targets();
    Matrix from = d.matrix(d.logits);
    Matrix target = d.matrix(targets);
    return Workload.ofResult(
        d.name,
        () -> SoftmaxCrossEntropy.loss(from, target, MEAN),
        () -> d.naive.denseLoss(d.logits, targets, d.rows, d.cols));
  }

  private static Workload denseCrossEntropyGradient(Rows d) {
    Floats targets = d.targets();
    Floats gradient = d.zeros();
    Matrix from = d.matrix(d.logits);
    Matrix target = d.matrix(targets);
    Matrix to = d.matrix(gradient);
    return Workload.of(
        d.name,
        () -> SoftmaxCrossEntropy.lossAndGradient(from, target, to, MEAN),
        () -> d.naive.denseLossAndGradient(d.logits, targets, gradient, d.rows, d.cols),
        gradient);
  }
}
