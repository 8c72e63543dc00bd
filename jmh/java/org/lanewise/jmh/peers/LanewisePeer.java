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

  LanewisePeer() {
    LOGGER.setLevel(Level.WARNING);
  }

  @Override
  public Call prepare(Problem p) throws InterruptedException {
    Call call = call(p);
    call.run();
    if (!Backend.awaitWarmUp(Duration.ofMinutes(1))) {
      throw new IllegalStateException("the vector path was not warm after a minute");
    }
    return call;
  }

  private static Call call(Problem p) {
    float[] src = p.input();
    float[] dst = new float[src.length];
    Matrix from = Matrix.of(src, p.rows(), p.cols());
    Matrix to = Matrix.of(dst, p.rows(), p.cols());
    int[] labels = p.labels();
    CrossEntropyOptions mean = CrossEntropyOptions.DEFAULT;
    return switch (p.kernel()) {
      case "softmax" -> ArrayCall.of(dst, () -> Softmax.softmax(from, to));
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
        yield ArrayCall.of(dst, () -> map.apply(src, 0, dst, 0, src.length));
      }
    };
  }
}
