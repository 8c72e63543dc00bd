package org.lanewise.internal;

import java.lang.invoke.MethodHandles;

/** Template of the fused loops, scalar path: the definition. */
final class ScalarFuse extends FuseLoop {

  private static final ScalarFused.Quaternary OP =
      (ScalarFused.Quaternary) Templates.key(MethodHandles.lookup()).op();

  ScalarFuse() {}

  @Override
  public void run(
      float[] a,
      int aBase,
      float[] b,
      int bBase,
      float[] c,
      int cBase,
      float[] d,
      int dBase,
      float[] dst,
      int dstBase,
      int n,
      float p,
      float q) {
    for (int i = 0; i < n; i++) {
      dst[dstBase + i] = OP.apply(a[aBase + i], b[bBase + i], c[cBase + i], d[dBase + i], p, q);
    }
  }
}
