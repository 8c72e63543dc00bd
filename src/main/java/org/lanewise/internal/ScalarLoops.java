package org.lanewise.internal;

import java.lang.invoke.MethodHandles;

/** Makes the loops of the scalar path. */
public final class ScalarLoops implements Loops {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  @Override
  public MapLoop map(MapOp op, boolean offHeap) {
    return define("ScalarMap", MapLoop.class, ScalarOps.map(op), offHeap, true);
  }

  @Override
  public ZipLoop zip(ZipOp op, boolean offHeap) {
    return define("ScalarZip", ZipLoop.class, ScalarOps.zip(op), offHeap, true);
  }

  @Override
  public ZipLoop gradient(MapOp op, boolean offHeap) {
    return define("ScalarZip", ZipLoop.class, ScalarOps.gradient(op), offHeap, true);
  }

  @Override
  public ZipLoop gate(MapOp op, boolean offHeap) {
    return define("ScalarZip", ZipLoop.class, ScalarOps.gate(op), offHeap, true);
  }

  @Override
  public ZipLoop biased(MapOp op, boolean offHeap) {
    return define("ScalarZip", ZipLoop.class, ScalarOps.biased(op), offHeap, true);
  }

  @Override
  public FuseLoop fuse(FusedOp op) {
    return define("ScalarFuse", FuseLoop.class, ScalarFused.of(op), false, true);
  }

  @Override
  public SumLoop sum(SumOp op, boolean offHeap) {
    return define("ScalarSum", SumLoop.class, ScalarOps.sum(op), offHeap, false);
  }

  @Override
  public ExpLoop exp(boolean store, boolean offHeap) {
    return define("ScalarExp", ExpLoop.class, null, offHeap, store);
  }

  @Override
  public MaxLoop max(boolean offHeap) {
    return define("ScalarMax", MaxLoop.class, null, offHeap, false);
  }

  @Override
  public KeepLoop keep(boolean offHeap) {
    return define("ScalarKeep", KeepLoop.class, null, offHeap, true);
  }

  @Override
  public ColumnLoop columnMap(MapOp op, boolean offHeap) {
    return define("ScalarColumnMap", ColumnLoop.class, ScalarOps.map(op), offHeap, true);
  }

  @Override
  public ColumnLoop columnZip(ZipOp op, boolean offHeap) {
    return define("ScalarColumnZip", ColumnLoop.class, ScalarOps.zip(op), offHeap, true);
  }

  @Override
  public ColumnLoop columnSum(SumOp op, boolean offHeap) {
    return define("ScalarColumnSum", ColumnLoop.class, ScalarOps.sum(op), offHeap, false);
  }

  @Override
  public ColumnLoop columnExp(boolean store, boolean offHeap) {
    return define("ScalarColumnExp", ColumnLoop.class, null, offHeap, store);
  }

  @Override
  public ColumnLoop columnMax(boolean offHeap) {
    return define("ScalarColumnMax", ColumnLoop.class, null, offHeap, false);
  }

  private static <T> T define(
      String template, Class<T> type, Object op, boolean offHeap, boolean store) {
    return Templates.define(LOOKUP, template, type, new Templates.Key(op, offHeap, store));
  }
}
