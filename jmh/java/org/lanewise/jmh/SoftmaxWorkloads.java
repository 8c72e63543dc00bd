package org.lanewise.jmh;

import java.util.List;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxCrossEntropy;

/**
 * Softmax, its kin and its cross-entropy. With cross-entropy, {@code …Gradient} is loss and
 * gradient in one call; elsewhere it is the gradient alone.
 */
final class SoftmaxWorkloads {

  private static final CrossEntropyOptions MEAN = CrossEntropyOptions.DEFAULT;

  /** The kernels. */
  static final List<RowKernel> ALL =
      List.of(
          new RowKernel("softmax", 2, SoftmaxWorkloads::softmax),
          new RowKernel("logSoftmax", 2, SoftmaxWorkloads::logSoftmax),
          new RowKernel("logSumExp", 1, SoftmaxWorkloads::logSumExp),
          new RowKernel("softmaxGradient", 3, SoftmaxWorkloads::softmaxGradient),
          new RowKernel("logSoftmaxGradient", 3, SoftmaxWorkloads::logSoftmaxGradient),
          new RowKernel("logSumExpGradient", 2, SoftmaxWorkloads::logSumExpGradient),
          new RowKernel("crossEntropyLoss", 1, SoftmaxWorkloads::crossEntropyLoss),
          new RowKernel("crossEntropyGradient", 2, SoftmaxWorkloads::crossEntropyGradient),
          new RowKernel("denseCrossEntropyLoss", 2, SoftmaxWorkloads::denseCrossEntropyLoss),
          new RowKernel(
              "denseCrossEntropyGradient", 3, SoftmaxWorkloads::denseCrossEntropyGradient));

  private SoftmaxWorkloads() {}

  private static Workload softmax(Rows d) {
    Floats dst = d.zeros();
    Matrix from = d.matrix(d.logits());
    Matrix to = d.matrix(dst);
    return Workload.of(
        d.name(),
        Task.of(() -> Softmax.softmax(from, to)),
        Task.of(() -> d.naive().softmax(d.logits(), dst, d.rows(), d.cols())),
        dst);
  }

  private static Workload logSoftmax(Rows d) {
    Floats dst = d.zeros();
    Matrix from = d.matrix(d.logits());
    Matrix to = d.matrix(dst);
    return Workload.of(
        d.name(),
        Task.of(() -> Softmax.logSoftmax(from, to)),
        Task.of(() -> d.naive().logSoftmax(d.logits(), dst, d.rows(), d.cols())),
        dst);
  }

  private static Workload logSumExp(Rows d) {
    float[] results = new float[d.rows()];
    Matrix from = d.matrix(d.logits());
    return Workload.ofRows(
        d.name(),
        Task.of(() -> Softmax.logSumExp(from, results, 0)),
        Task.of(() -> d.naive().logSumExp(d.logits(), results, d.rows(), d.cols())),
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
        d.name(),
        Task.of(() -> Softmax.softmaxGradient(my, mdy, mdx)),
        Task.of(() -> d.naive().softmaxGradient(y, dy, dx, d.rows(), d.cols())),
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
        d.name(),
        Task.of(() -> Softmax.logSoftmaxGradient(my, mdy, mdx)),
        Task.of(() -> d.naive().logSoftmaxGradient(y, dy, dx, d.rows(), d.cols())),
        dx);
  }

  private static Workload logSumExpGradient(Rows d) {
    float[] dy = Inputs.gradients(d.rows());
    Floats dx = d.zeros();
    Matrix from = d.matrix(d.logits());
    Matrix to = d.matrix(dx);
    return Workload.of(
        d.name(),
        Task.of(() -> Softmax.logSumExpGradient(from, dy, 0, to)),
        Task.of(() -> d.naive().logSumExpGradient(d.logits(), dy, dx, d.rows(), d.cols())),
        dx);
  }

  private static Workload crossEntropyLoss(Rows d) {
    int[] labels = d.labels();
    Matrix from = d.matrix(d.logits());
    return Workload.ofResult(
        d.name(),
        () -> SoftmaxCrossEntropy.loss(from, labels, MEAN),
        () -> d.naive().loss(d.logits(), labels, d.rows(), d.cols()));
  }

  private static Workload crossEntropyGradient(Rows d) {
    int[] labels = d.labels();
    Floats gradient = d.zeros();
    Matrix from = d.matrix(d.logits());
    Matrix to = d.matrix(gradient);
    return Workload.of(
        d.name(),
        () -> SoftmaxCrossEntropy.lossAndGradient(from, labels, to, MEAN),
        () -> d.naive().lossAndGradient(d.logits(), labels, gradient, d.rows(), d.cols()),
        gradient);
  }

  private static Workload denseCrossEntropyLoss(Rows d) {
    Floats targets = d.targets();
    Matrix from = d.matrix(d.logits());
    Matrix target = d.matrix(targets);
    return Workload.ofResult(
        d.name(),
        () -> SoftmaxCrossEntropy.loss(from, target, MEAN),
        () -> d.naive().denseLoss(d.logits(), targets, d.rows(), d.cols()));
  }

  private static Workload denseCrossEntropyGradient(Rows d) {
    Floats targets = d.targets();
    Floats gradient = d.zeros();
    Matrix from = d.matrix(d.logits());
    Matrix target = d.matrix(targets);
    Matrix to = d.matrix(gradient);
    return Workload.of(
        d.name(),
        () -> SoftmaxCrossEntropy.lossAndGradient(from, target, to, MEAN),
        () -> d.naive().denseLossAndGradient(d.logits(), targets, gradient, d.rows(), d.cols()),
        gradient);
  }
}
