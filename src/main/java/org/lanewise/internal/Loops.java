package org.lanewise.internal;

/** Makes the loops of one path. */
public interface Loops {

  /** The loop of a map. */
  MapLoop map(MapOp op, boolean offHeap);

  /** The loop of a map over two inputs. */
  ZipLoop zip(ZipOp op, boolean offHeap);

  /** The loop of the gradient of a map, from its input. */
  ZipLoop gradient(MapOp op, boolean offHeap);

  /** The loop of a gate: a map of the first input, times the second. */
  ZipLoop gate(MapOp op, boolean offHeap);

  /** The loop of a map of the sum of its inputs. */
  ZipLoop biased(MapOp op, boolean offHeap);

  /** A fused loop, over arrays. */
  FuseLoop fuse(FusedOp op);

  /** The loop of a sum. */
  SumLoop sum(SumOp op, boolean offHeap);

  /** The loop of a softmax row's exponentials, which it stores or only sums. */
  ExpLoop exp(boolean store, boolean offHeap);

  /** The loop of a row's maximum. */
  MaxLoop max(boolean offHeap);

  /** The loop of scale and boolean mask. */
  KeepLoop keep(boolean offHeap);

  /** The loop of a map along the rows. */
  ColumnLoop columnMap(MapOp op, boolean offHeap);

  /** The loop of a map over two inputs along the rows. */
  ColumnLoop columnZip(ZipOp op, boolean offHeap);

  /** The loop of a sum along the rows; the operation takes no parameters. */
  ColumnLoop columnSum(SumOp op, boolean offHeap);

  /** The loop of softmax's exponentials along the rows, which it stores or only sums. */
  ColumnLoop columnExp(boolean store, boolean offHeap);

  /** The loop of the maxima along the rows. */
  ColumnLoop columnMax(boolean offHeap);
}
