package org.lanewise.internal.vector;

import java.lang.invoke.MethodHandles;
import org.lanewise.internal.ColumnLoop;
import org.lanewise.internal.ExpLoop;
import org.lanewise.internal.FuseLoop;
import org.lanewise.internal.FusedOp;
import org.lanewise.internal.KeepLoop;
import org.lanewise.internal.Loops;
import org.lanewise.internal.MapLoop;
import org.lanewise.internal.MapOp;
import org.lanewise.internal.MaxLoop;
import org.lanewise.internal.SumLoop;
import org.lanewise.internal.SumOp;
import org.lanewise.internal.Templates;
import org.lanewise.internal.ZipLoop;
import org.lanewise.internal.ZipOp;

/** Makes the loops of the vector path. The dispatcher loads this class by name. */
public final class VectorLoops implements Loops {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  /** For the dispatcher. */
  public VectorLoops() {}

  @Override
  public MapLoop map(MapOp op, boolean offHeap) {
    return define("VectorMap", MapLoop.class, VectorOps.map(op), offHeap, true);
  }

  @Override
  public ZipLoop zip(ZipOp op, boolean offHeap) {
    return define("VectorZip", ZipLoop.class, VectorOps.zip(op), offHeap, true);
  }

  @Override
  public ZipLoop gradient(MapOp op, boolean offHeap) {
    return define("VectorZip", ZipLoop.class, VectorOps.gradient(op), offHeap, true);
  }

  @Override
  public ZipLoop gate(MapOp op, boolean offHeap) {
    return define("VectorZip", ZipLoop.class, VectorOps.gate(op), offHeap, true);
  }

  @Override
  public ZipLoop biased(MapOp op, boolean offHeap) {
    return define("VectorZip", ZipLoop.class, VectorOps.biased(op), offHeap, true);
  }

  @Override
  public FuseLoop fuse(FusedOp op) {
    return define("VectorFuse", FuseLoop.class, VectorFused.of(op), false, true);
  }

  @Override
  public SumLoop sum(SumOp op, boolean offHeap) {
    return define("VectorSum", SumLoop.class, VectorOps.sum(op), offHeap, false);
  }

  @Override
  public ExpLoop exp(boolean store, boolean offHeap) {
    return define("VectorExp", ExpLoop.class, null, offHeap, store);
  }

  @Override
  public MaxLoop max(boolean offHeap) {
    return define("VectorMax", MaxLoop.class, null, offHeap, false);
  }

  @Override
  public KeepLoop keep(boolean offHeap) {
    return define("VectorKeep", KeepLoop.class, null, offHeap, true);
  }

  @Override
  public ColumnLoop columnMap(MapOp op, boolean offHeap) {
    return columns("VectorPanelMap", VectorOps.map(op), offHeap, true);
  }

  @Override
  public ColumnLoop columnZip(ZipOp op, boolean offHeap) {
    return columns("VectorPanelZip", VectorOps.zip(op), offHeap, true);
  }

  @Override
  public ColumnLoop columnSum(SumOp op, boolean offHeap) {
    return columns("VectorPanelSum", VectorOps.sum(op), offHeap, false);
  }

  @Override
  public ColumnLoop columnExp(boolean store, boolean offHeap) {
    return columns("VectorPanelExp", null, offHeap, store);
  }

  @Override
  public ColumnLoop columnMax(boolean offHeap) {
    return columns("VectorPanelMax", null, offHeap, false);
  }

  private static ColumnLoop columns(String template, Object op, boolean offHeap, boolean store) {
    return new VectorColumns(define(template, Panel.class, op, offHeap, store));
  }

  private static <T> T define(
      String template, Class<T> type, Object op, boolean offHeap, boolean store) {
    return Templates.defineFlat(LOOKUP, template, type, new Templates.Key(op, offHeap, store));
  }
}
