package org.lanewise.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * All kernels. Each exists once; facades look theirs up once and keep it, since looking up takes a
 * map.
 */
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

  /** The exponentials of softmax along the rows, stored, with their sums. */
  public static final Kernel<ColumnLoop> COLUMN_EXP_STORE =
      new Kernel<>("columnExpStore", (loops, offHeap) -> loops.columnExp(true, offHeap));

  /** The sums of the exponentials of softmax along the rows. */
  public static final Kernel<ColumnLoop> COLUMN_EXP_SUM =
      new Kernel<>("columnExpSum", (loops, offHeap) -> loops.columnExp(false, offHeap));

  /** The maxima along the rows. */
  public static final Kernel<ColumnLoop> COLUMN_MAX = new Kernel<>("columnMax", Loops::columnMax);

  private static final Map<Object, Kernel<? extends Loop>> SHARED = new ConcurrentHashMap<>();

  private Kernels() {}

  /** The kernel of a map along the rows. */
  static Kernel<ColumnLoop> columnMap(MapOp op) {
    return column(op, (loops, offHeap) -> loops.columnMap(op, offHeap));
  }

  /** The kernel of a map over two inputs along the rows. */
  static Kernel<ColumnLoop> columnZip(ZipOp op) {
    return column(op, (loops, offHeap) -> loops.columnZip(op, offHeap));
  }

  /** The kernel of a sum along the rows. */
  static Kernel<ColumnLoop> columnSum(SumOp op) {
    return column(op, (loops, offHeap) -> loops.columnSum(op, offHeap));
  }

  private static Kernel<ColumnLoop> column(
      Enum<?> op, BiFunction<Loops, Boolean, ColumnLoop> maker) {
    return shared(List.of("column", op), () -> new Kernel<>("column " + op, maker));
  }

  /** The kernel of a map. */
  public static Kernel<MapLoop> map(MapOp op) {
    return shared(op, () -> new Kernel<>(op.name(), (loops, offHeap) -> loops.map(op, offHeap)));
  }

  /** The kernel of a map over two inputs. */
  public static Kernel<ZipLoop> zip(ZipOp op) {
    return shared(op, () -> new Kernel<>(op.name(), (loops, offHeap) -> loops.zip(op, offHeap)));
  }

  /** The kernel of the gradient of a map, from its input. */
  public static Kernel<ZipLoop> gradient(MapOp op) {
    ZipOp gradient = ZipOp.gradientOf(op);
    return gradient.takesOutput()
        ? composed("gradient", op, (loops, offHeap) -> loops.gradient(op, offHeap))
        : zip(gradient);
  }

  /** The kernel of a gate. */
  public static Kernel<ZipLoop> gate(MapOp op) {
    return composed("gate", op, (loops, offHeap) -> loops.gate(op, offHeap));
  }

  /** The kernel of a map of a sum. */
  public static Kernel<ZipLoop> biased(MapOp op) {
    return composed("biased", op, (loops, offHeap) -> loops.biased(op, offHeap));
  }

  private static Kernel<ZipLoop> composed(
      String what, MapOp op, BiFunction<Loops, Boolean, ZipLoop> maker) {
    String name = what + "(" + op + ")";
    return shared(name, () -> new Kernel<>(name, maker));
  }

  /** A fused kernel; it works on arrays alone. */
  public static Kernel<FuseLoop> fuse(FusedOp op) {
    return shared(op, () -> new Kernel<>(op.toString(), (loops, offHeap) -> loops.fuse(op)));
  }

  /** One kernel for all who use it, so that it is compiled once. */
  @SuppressWarnings("unchecked") // a key always stands for the same shape
  private static <L extends Loop> Kernel<L> shared(Object key, Supplier<Kernel<L>> maker) {
    return (Kernel<L>) SHARED.computeIfAbsent(key, k -> maker.get());
  }

  /** The kernel of a sum. */
  public static Kernel<SumLoop> sum(SumOp op) {
    return shared(op, () -> new Kernel<>(op.name(), (loops, offHeap) -> loops.sum(op, offHeap)));
  }
}
