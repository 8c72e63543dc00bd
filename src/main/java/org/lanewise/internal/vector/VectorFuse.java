package org.lanewise.internal.vector;

import static org.lanewise.internal.vector.Lanes.LENGTH;
import static org.lanewise.internal.vector.Lanes.SPECIES;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.lanewise.internal.FuseLoop;
import org.lanewise.internal.Templates;

/** Template of the fused loops, vector path; twin of {@code ScalarFuse}. */
final class VectorFuse extends FuseLoop {

  private static final VectorFused.Quaternary OP =
      (VectorFused.Quaternary) Templates.key(MethodHandles.lookup()).op();

  VectorFuse() {}

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
    int body = SPECIES.loopBound(n);
    if (body > 0) {
      body(a, aBase, b, bBase, c, cBase, d, dBase, dst, dstBase, body, p, q);
    }
    if (body < n) {
      tail(a, aBase, b, bBase, c, cBase, d, dBase, dst, dstBase, body, n - body, p, q);
    }
  }

  private static void body(
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
    FloatVector vp = Lanes.all(p);
    FloatVector vq = Lanes.all(q);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector x1 = FloatVector.fromArray(SPECIES, a, aBase + i);
      FloatVector x2 = FloatVector.fromArray(SPECIES, b, bBase + i);
      FloatVector x3 = FloatVector.fromArray(SPECIES, c, cBase + i);
      FloatVector x4 = FloatVector.fromArray(SPECIES, d, dBase + i);
      OP.apply(x1, x2, x3, x4, vp, vq).intoArray(dst, dstBase + i);
    }
  }

  private static void tail(
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
      int i,
      int k,
      float p,
      float q) {
    VectorMask<Float> mask = Lanes.tail(k);
    FloatVector x1 = FloatVector.fromArray(SPECIES, a, aBase + i, mask);
    FloatVector x2 = FloatVector.fromArray(SPECIES, b, bBase + i, mask);
    FloatVector x3 = FloatVector.fromArray(SPECIES, c, cBase + i, mask);
    FloatVector x4 = FloatVector.fromArray(SPECIES, d, dBase + i, mask);
    FloatVector y = OP.apply(x1, x2, x3, x4, Lanes.all(p), Lanes.all(q));
    y.intoArray(dst, dstBase + i, mask);
  }
}
