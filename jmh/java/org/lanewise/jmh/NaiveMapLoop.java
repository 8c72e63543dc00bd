package org.lanewise.jmh;

/** A loop over one input, as engines write it today. */
public abstract class NaiveMapLoop {

  /** {@code dst[i] = f(src[i])}. */
  public abstract void run(Floats src, Floats dst, int n);
}
