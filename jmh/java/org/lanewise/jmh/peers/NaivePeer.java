package org.lanewise.jmh.peers;

import org.lanewise.jmh.Floats;
import org.lanewise.jmh.Naive;
import org.lanewise.jmh.NaiveMapLoop;
import org.lanewise.jmh.NaiveRowLoops;
import org.lanewise.table.KernelTable;

/** The loops that engines write today. */
final class NaivePeer implements Peer {

  NaivePeer() {}

  @Override
  public Call prepare(Problem p) {
    Floats src = Floats.of("array", p.input());
    Floats dst = Floats.zeros("array", p.elements());
    NaiveRowLoops rows = Naive.rows(false);
    return switch (p.kernel()) {
      case "softmax" ->
          new ArrayCall(
              dst.array(),
              () -> {
                rows.softmax(src, dst, p.rows(), p.cols());
                return 0;
              });
      case "crossEntropyLoss" ->
          new ArrayCall(new float[0], () -> rows.loss(src, p.labels(), p.rows(), p.cols()));
      case "crossEntropyGradient" ->
          new ArrayCall(
              dst.array(), () -> rows.lossAndGradient(src, p.labels(), dst, p.rows(), p.cols()));
      default -> {
        NaiveMapLoop loop =
            Naive.map(
                KernelTable.MAPS.stream()
                    .filter(row -> row.name().equals(p.kernel()))
                    .findFirst()
                    .orElseThrow(p::unknown)
                    .naive(),
                false);
        yield new ArrayCall(
            dst.array(),
            () -> {
              loop.run(src, dst, p.elements());
              return 0;
            });
      }
    };
  }
}
