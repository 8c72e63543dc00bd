package org.lanewise.jmh.peers;

import java.lang.foreign.MemorySegment;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Matrix;
import org.lanewise.SegmentMap;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxCrossEntropy;
import org.lanewise.table.KernelTable;

/** This library, over memory off the heap. */
final class LanewiseNativePeer implements Peer {

  LanewiseNativePeer() {}

  @Override
  public Call prepare(Problem p) throws InterruptedException {
    return LanewisePeer.warm(call(p));
  }

  private static Call call(Problem p) {
    int n = p.elements();
    MemorySegment src = SegmentCall.copy(p.input());
    MemorySegment dst = SegmentCall.allocate(n);
    Matrix from = Matrix.of(src, p.rows(), p.cols());
    Matrix to = Matrix.of(dst, p.rows(), p.cols());
    int[] labels = p.labels();
    CrossEntropyOptions mean = CrossEntropyOptions.DEFAULT;
    return switch (p.kernel()) {
      case "softmax" ->
          new SegmentCall(
              dst,
              () -> {
                Softmax.softmax(from, to);
                return 0;
              });
      case "crossEntropyLoss" ->
          new ArrayCall(new float[0], () -> SoftmaxCrossEntropy.loss(from, labels, mean));
      case "crossEntropyGradient" ->
          new SegmentCall(dst, () -> SoftmaxCrossEntropy.lossAndGradient(from, labels, to, mean));
      default -> {
        SegmentMap map =
            KernelTable.MAPS.stream()
                .filter(row -> row.name().equals(p.kernel()))
                .findFirst()
                .orElseThrow(p::unknown)
                .segments();
        yield new SegmentCall(
            dst,
            () -> {
              map.apply(src, 0, dst, 0, n);
              return 0;
            });
      }
    };
  }
}
