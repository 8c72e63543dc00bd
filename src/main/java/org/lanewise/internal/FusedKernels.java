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
    Scratch scratch = Scratch.get();
    float[] block = scratch.array(Scratch.FUSED);
    for (int r = 0; r < gate.rows(); r++) {
      for (int i = 0; i < gate.cols(); i += Scratch.BLOCK) {
        int n = Math.min(gate.cols() - i, Scratch.BLOCK);
        float[] a = scratch.read(Scratch.INPUT, gate, r, i, n);
        int aBase = gate.index(r, i);
        float[] b = scratch.read(Scratch.INPUT + 1, value, r, i, n);
        int bBase = value.index(r, i);
        float[] t = scratch.read(Scratch.INPUT + 2, dy, r, i, n);
        int tBase = dy.index(r, i);
        float[] to = scratch.target(Scratch.OUTPUT, dGate);
        int toBase = dGate.index(r, i);
        kernel.array(n).run(a, aBase, t, tBase, block, 0, n, p, q);
        gradient.array(n).run(a, aBase, b, bBase, t, tBase, a, aBase, to, toBase, n, p, q);
        Scratch.write(to, dGate, r, i, n);
        dValue.write(block, r, i, n);
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
            .on(block, n)
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
    Scratch scratch = Scratch.get();
    for (int r = 0; r < x.rows(); r++) {
      for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
        int n = Math.min(x.cols() - i, Scratch.BLOCK);
        float[] a = scratch.read(Scratch.INPUT, x, r, i, n);
        int aBase = x.index(r, i);
        float[] t = scratch.read(Scratch.INPUT + 1, dy, r, i, n);
        float[] to = scratch.target(Scratch.OUTPUT, dx);
        kernel
            .array(n)
            .run(a, aBase, bias, i, t, dy.index(r, i), a, aBase, to, dx.index(r, i), n, p, q);
        Scratch.write(to, dx, r, i, n);
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
}
