package org.lanewise.internal;

/** Makes the loops of one path. */
public interface Loops {

  /** The loop of a map. */
  MapLoop map(MapOp op, boolean offHeap);

  /** The loop of a map over two inputs. */
  ZipLoop zip(ZipOp op, boolean offHeap);

  /** The loop of a sum. */
  SumLoop sum(SumOp op, boolean offHeap);

  /** The loop of a softmax row's exponentials, which it stores or only sums. */
  ExpLoop exp(boolean store, boolean offHeap);

  /** The loop of a row's maximum. */
  MaxLoop max(boolean offHeap);

  /** The loop of scale and boolean mask. */
  KeepLoop keep(boolean offHeap);
}
