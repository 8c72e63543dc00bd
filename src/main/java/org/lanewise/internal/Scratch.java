package org.lanewise.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Working memory of a thread for the kernels that need some: blocks of either kind of memory, and
 * the objects that hold what is the same for all rows of a call. It is made on first use and kept,
 * so that calls allocate nothing in steady state; nothing in it outlives a call.
 */
final class Scratch {

  /** Elements of a block. */
  static final int BLOCK = ExpLoop.BLOCK;

  /** Prepared logits. */
  static final int LOGITS = 0;

  /** Weights of the classes. */
  static final int WEIGHTS = 1;

  /** Weights of the classes for a target. */
  static final int TARGETS = 2;

  /** Exponentials. */
  static final int EXPONENTIALS = 3;

  /** Ones; never written to. */
  static final int ONES = 4;

  /** Losses, one of two gradients that may be written over their inputs, a bias. */
  static final int FUSED = 5;

  /** What the elements or their gradients are multiplied with. */
  static final int FACTORS = 6;

  /** The first of four inputs of a fused kernel. */
  static final int INPUT = 7;

  /** The output of a fused kernel. */
  static final int OUTPUT = 11;

  private static final int BLOCKS = 12;

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private final float[][] arrays = new float[BLOCKS][];
  private final MemorySegment[] segments = new MemorySegment[BLOCKS];
  private final float[][] lines = new float[2][0];
  private final MatrixView[] panels = new MatrixView[2];

  final Columns columns = new Columns();
  final Preparation preparation = new Preparation(this);
  final CrossEntropyRow crossEntropyRow = new CrossEntropyRow(this);

  private Scratch() {
    // A first call may log what is chosen, and a logger may call kernels: not while this is in use.
    if (!Dispatcher.warmsUp()) {
      Dispatcher.selection();
    }
  }

  /** That of the calling thread. */
  static Scratch get() {
    return OF_THREAD.get();
  }

  /** A block, of the kind of memory that {@code like} is; it starts at 0. */
  Object block(int which, Object like) {
    return like instanceof float[] ? array(which) : segment(which);
  }

  /**
   * A part of a row as an array: the one that it lies in, or a copy. Either has its first element
   * at {@link MatrixView#index}.
   *
   * @param which the block for the copy
   * @param n number of elements, up to {@link #BLOCK}
   */
  float[] read(int which, MatrixView m, int row, int col, int n) {
    float[] array = target(which, m);
    if (m.array() == null) {
      m.read(row, col, n, array);
    }
    return array;
  }

  /** The array for a part of a row that is to be written; {@link #write} follows. */
  float[] target(int which, MatrixView m) {
    float[] array = m.array();
    return array != null ? array : array(which);
  }

  /** Brings a part of a row from its {@link #target} to where it belongs. */
  static void write(float[] target, MatrixView m, int row, int col, int n) {
    if (m.array() == null) {
      m.write(target, row, col, n);
    }
  }

  float[] array(int which) {
    float[] array = arrays[which];
    if (array == null) {
      array = new float[BLOCK];
      if (which == ONES) {
        Arrays.fill(array, 1f);
      }
      arrays[which] = array;
    }
    return array;
  }

  private MemorySegment segment(int which) {
    MemorySegment segment = segments[which];
    if (segment == null) {
      segment = Arena.ofAuto().allocate((long) BLOCK * Float.BYTES, 64);
      if (which == ONES) {
        segment.copyFrom(MemorySegment.ofArray(array(ONES)));
      }
      segments[which] = segment;
    }
    return segment;
  }

  /** An array for a whole line of {@code n} elements or more: number 0 or 1. */
  float[] line(int which, int n) {
    if (lines[which].length < n) {
      lines[which] = new float[n];
    }
    return lines[which];
  }

  /** Room for short rows that are turned into columns: number 0 or 1. */
  MatrixView panel(int which) {
    if (panels[which] == null) {
      panels[which] = ShortRows.panel();
    }
    return panels[which];
  }
}
