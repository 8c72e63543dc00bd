package org.lanewise.internal;

/** All kernels. */
public final class Kernels {

  /** The exponentials of a softmax row, stored, with their sum. */
  public static final Kernel<ExpLoop> EXP_STORE =
      new Kernel<>("expStore", (loops, offHeap) -> loops.exp(true, offHeap));

  /** The sum of the exponentials of a softmax row. */
  public static final Kernel<ExpLoop> EXP_SUM =
      new Kernel<>("expSum", (loops, offHeap) -> loops.exp(false, offHeap));

  /** The maximum of a row. */
  public static final Kernel<MaxLoop> MAX = new Kernel<>("max", Loops::max);

  /** Scale and boolean mask. */
  public static final Kernel<KeepLoop> KEEP = new Kernel<>("keep", Loops::keep);

  private Kernels() {}

  /** The kernel of a map; call once per facade and keep it. */
  public static Kernel<MapLoop> map(MapOp op) {
    return new Kernel<>(op.name(), (loops, offHeap) -> loops.map(op, offHeap));
  }

  /** The kernel of a map over two inputs; call once per facade and keep it. */
  public static Kernel<ZipLoop> zip(ZipOp op) {
    return new Kernel<>(op.name(), (loops, offHeap) -> loops.zip(op, offHeap));
  }

  /** The kernel of a sum; call once per user and keep it. */
  public static Kernel<SumLoop> sum(SumOp op) {
    return new Kernel<>(op.name(), (loops, offHeap) -> loops.sum(op, offHeap));
  }
}
