package org.lanewise.jmh;

/** A loop over two inputs, as engines write it today. */
public abstract class NaiveZipLoop {

  /** {@code dst[i] = f(a[i], b[i])}. */
  public abstract void run(Floats a, Floats b, Floats dst, int n);
}
