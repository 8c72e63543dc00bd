package org.lanewise.internal;

import java.lang.foreign.MemorySegment;

/** Gates, and activations of sums, over the rows of matrices: checks, then row by row. */
public final class FusedKernels {

  private FusedKernels() {}

  /** Whether loops can run over all these matrices together; null ones do not matter. */
  static boolean alike(MatrixView a, MatrixView b, MatrixView c, MatrixView d, MatrixView e) {
    return a.memory() != null
        && (b == null || SoftmaxKernels.alike(a, b))
        && (c == null || SoftmaxKernels.alike(a, c))
        && (d == null || SoftmaxKernels.alike(a, d))
        && (e == null || SoftmaxKernels.alike(a, e));
  }

  /** {@code dst = f(gate; p, q)·value}. */
  public static void gate(
      Kernel<ZipLoop> kernel, MatrixView gate, MatrixView value, MatrixView dst, float p, float q) {
    gate.checkReadable("gate");
    checkInput("gate", gate, "value", value);
    checkOutput("gate", gate, "dst", dst);
    gate.checkOverlap("gate", "dst", dst);
    value.checkOverlap("value", "dst", dst);
    if (!alike(gate, value, dst, null, null)) {
      MatrixView copy = gate.copy();
      gate(kernel, copy, value.copy(), copy, p, q);
      dst.writeBack(copy);
      return;
    }
    for (int r = 0; r < gate.rows(); r++) {
      Maps.zip(
          kernel,
          gate.memory(),
          gate.row(r),
          value.memory(),
          value.row(r),
          dst.memory(),
          dst.row(r),
          gate.cols(),
          p,
          q);
    }
  }

  /**
   * {@code dGate = f'(gate; p, q)·(value·dy)} and {@code dValue = f(gate; p, q)·dy}. The second
   * goes through working memory, so that both may be written over their inputs.
   */
  public static void gateGradient(
      Kernel<ZipLoop> kernel,
      Kernel<FuseLoop> gradient,
      MatrixView gate,
      MatrixView value,
      MatrixView dy,
      MatrixView dGate,
      MatrixView dValue,
      float p,
      float q) {
    gate.checkReadable("gate");
    checkInput("gate", gate, "value", value);
    checkInput("gate", gate, "dy", dy);
    checkOutput("gate", gate, "dGate", dGate);
    checkOutput("gate", gate, "dValue", dValue);
    checkOverlaps("dGate", dGate, gate, value, dy);
    checkOverlaps("dValue", dValue, gate, value, dy);
    dGate.checkDisjoint("dGate", "dValue", dValue);
    if (!alike(gate, value, dy, dGate, dValue)) {
      MatrixView a = gate.copy();
      MatrixView b = value.copy();
      gateGradient(kernel, gradient, a, b, dy.copy(), a, b, p, q);
      dGate.writeBack(a);
      dValue.writeBack(b);
      return;
    }
    Object block = Scratch.get().block(Scratch.FUSED, gate.memory());
    for (int r = 0; r < gate.rows(); r++) {
      for (int i = 0; i < gate.cols(); i += Scratch.BLOCK) {
        int n = Math.min(gate.cols() - i, Scratch.BLOCK);
        Object a = gate.memory();
        Object t = dy.memory();
        long aBase = at(gate, r, i);
        long tBase = at(dy, r, i);
        kernel.on(a).run(a, aBase, t, tBase, block, 0, n, p, q);
        gradient
            .on(a)
            .run(
                a,
                aBase,
                value.memory(),
                at(value, r, i),
                t,
                tBase,
                a,
                aBase,
                dGate.memory(),
                at(dGate, r, i),
                n,
                p,
                q);
        copy(block, 0, dValue.memory(), at(dValue, r, i), n);
      }
    }
  }

  private static void checkOverlaps(
      String name, MatrixView out, MatrixView gate, MatrixView value, MatrixView dy) {
    gate.checkOverlap("gate", name, out);
    value.checkOverlap("value", name, out);
    dy.checkOverlap("dy", name, out);
  }

  /** {@code dst = f(x + bias; p, q)}, the bias one a column. */
  public static void biased(
      Kernel<ZipLoop> kernel, MatrixView x, float[] bias, MatrixView dst, float p, float q) {
    x.checkReadable("x");
    Ranges.check("bias", bias, 0, x.cols());
    checkOutput("x", x, "dst", dst);
    x.checkOverlap("x", "dst", dst);
    dst.checkNotIn("dst", "bias", bias);
    if (!alike(x, dst, null, null, null)) {
      MatrixView copy = x.copy();
      biased(kernel, copy, bias, copy, p, q);
      dst.writeBack(copy);
      return;
    }
    Object block = Scratch.get().block(Scratch.FUSED, x.memory());
    for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
      int n = Math.min(x.cols() - i, Scratch.BLOCK);
      load(bias, i, block, n);
      for (int r = 0; r < x.rows(); r++) {
        kernel
            .on(block)
            .run(x.memory(), at(x, r, i), block, 0, dst.memory(), at(dst, r, i), n, p, q);
      }
    }
  }

  /** {@code dx = f'(x + bias; p, q)·dy}. */
  public static void biasedGradient(
      Kernel<FuseLoop> kernel,
      MatrixView x,
      float[] bias,
      MatrixView dy,
      MatrixView dx,
      float p,
      float q) {
    x.checkReadable("x");
    Ranges.check("bias", bias, 0, x.cols());
    checkInput("x", x, "dy", dy);
    checkOutput("x", x, "dx", dx);
    x.checkOverlap("x", "dx", dx);
    dy.checkOverlap("dy", "dx", dx);
    dx.checkNotIn("dx", "bias", bias);
    if (!alike(x, dy, dx, null, null)) {
      MatrixView copy = x.copy();
      biasedGradient(kernel, copy, bias, dy.copy(), copy, p, q);
      dx.writeBack(copy);
      return;
    }
    Object block = Scratch.get().block(Scratch.FUSED, x.memory());
    for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
      int n = Math.min(x.cols() - i, Scratch.BLOCK);
      load(bias, i, block, n);
      for (int r = 0; r < x.rows(); r++) {
        kernel
            .on(block)
            .run(
                x.memory(),
                at(x, r, i),
                block,
                0,
                dy.memory(),
                at(dy, r, i),
                block,
                0,
                dx.memory(),
                at(dx, r, i),
                n,
                p,
                q);
      }
    }
  }

  static void checkInput(String aName, MatrixView a, String name, MatrixView input) {
    input.checkReadable(name);
    a.checkSameShape(aName, name, input);
  }

  static void checkOutput(String aName, MatrixView a, String name, MatrixView output) {
    output.checkWritable(name);
    a.checkSameShape(aName, name, output);
  }

  /** Where an element is. */
  static long at(MatrixView m, int row, int col) {
    return Memory.advance(m.memory(), m.row(row), col);
  }

  static void load(float[] src, int from, Object block, int n) {
    if (block instanceof float[] array) {
      System.arraycopy(src, from, array, 0, n);
    } else {
      MemorySegment.copy(src, from, Memory.offHeap(block), Memory.FLOAT, 0, n);
    }
  }

  static void copy(Object src, long from, Object dst, long to, int n) {
    if (src instanceof float[] array) {
      System.arraycopy(array, (int) from, (float[]) dst, (int) to, n);
    } else {
      long bytes = (long) n * Float.BYTES;
      MemorySegment.copy(Memory.offHeap(src), from, Memory.offHeap(dst), to, bytes);
    }
  }
}
