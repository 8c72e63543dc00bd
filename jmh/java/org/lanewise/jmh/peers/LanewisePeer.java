package org.lanewise.jmh.peers;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.lanewise.ArrayMap;
import org.lanewise.Backend;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxCrossEntropy;
import org.lanewise.table.KernelTable;

/** This library, over arrays. */
final class LanewisePeer implements Peer {

  // The log manager holds loggers weakly only.
  private static final Logger LOGGER = Logger.getLogger("org.lanewise");

  private static final Duration WARM_UP = Duration.ofMinutes(1);

  LanewisePeer() {
    LOGGER.setLevel(Level.WARNING);
  }

  /** Calls once and waits for what the first call starts. */
  static Call warm(Call call) throws InterruptedException {
    call.task().run();
    if (!Backend.awaitWarmUp(WARM_UP)) {
      throw new IllegalStateException("the vector path was not warm after " + WARM_UP);
    }
    return call;
  }

  @Override
  public Call prepare(Problem p) throws InterruptedException {
    return warm(call(p));
  }

  private static Call call(Problem p) {
    float[] src = p.input();
    float[] dst = new float[src.length];
    Matrix from = Matrix.of(src, p.rows(), p.cols());
    Matrix to = Matrix.of(dst, p.rows(), p.cols());
    int[] labels = p.labels();
    CrossEntropyOptions mean = CrossEntropyOptions.DEFAULT;
    return switch (p.kernel()) {
      case "softmax" ->
          new ArrayCall(
              dst,
              () -> {
                Softmax.softmax(from, to);
                return 0;
              });
      case "crossEntropyLoss" ->
          new ArrayCall(new float[0], () -> SoftmaxCrossEntropy.loss(from, labels, mean));
      case "crossEntropyGradient" ->
          new ArrayCall(dst, () -> SoftmaxCrossEntropy.lossAndGradient(from, labels, to, mean));
      default -> {
        ArrayMap map =
            KernelTable.MAPS.stream()
                .filter(row -> row.name().equals(p.kernel()))
                .findFirst()
                .orElseThrow(p::unknown)
                .arrays();
        yield new ArrayCall(
            dst,
            () -> {
              map.apply(src, 0, dst, 0, src.length);
              return 0;
            });
      }
    };
  }
}
