package org.lanewise.internal;

/** The checks of parameters of activations. */
public final class Parameters {

  private Parameters() {}

  /** Refuses NaN. */
  public static void number(String name, float value) {
    if (Float.isNaN(value)) {
      throw new IllegalArgumentException(name + " is NaN");
    }
  }

  /** Refuses NaN and infinities. */
  public static void finite(String name, float value) {
    if (!Float.isFinite(value)) {
      throw refused(name, value, "finite");
    }
  }

  /** Refuses all but finite numbers of at least 0. */
  public static void notNegative(String name, float value) {
    if (!(value >= 0f && value <= Float.MAX_VALUE)) {
      throw refused(name, value, "a finite number of at least 0");
    }
  }

  /** Refuses all but finite numbers greater than 0. */
  public static void positive(String name, float value) {
    if (!(value > 0f && value <= Float.MAX_VALUE)) {
      throw refused(name, value, "a finite number greater than 0");
    }
  }

  /** Refuses all but finite numbers whose reciprocals leave room: from 2^-100 on. */
  public static void notTiny(String name, float value) {
    if (!(value >= 0x1p-100f && value <= Float.MAX_VALUE)) {
      throw refused(name, value, "a finite number of at least 2^-100");
    }
  }

  /** Refuses all but numbers whose reciprocals and products leave room: 2^-100 … 2^100. */
  public static void moderate(String name, float value) {
    if (!(value >= 0x1p-100f && value <= 0x1p100f)) {
      throw refused(name, value, "a number from 2^-100 to 2^100");
    }
  }

  /** The same with room for what products of them lose: 2^-90 … 2^90. */
  public static void narrow(String name, float value) {
    if (!(value >= 0x1p-90f && value <= 0x1p90f)) {
      throw refused(name, value, "a number from 2^-90 to 2^90");
    }
  }

  /** Refuses all but 0 and numbers of either sign whose size is {@link #moderate}. */
  public static void zeroOrModerate(String name, float value) {
    float size = Math.abs(value);
    if (!(size == 0f || (size >= 0x1p-100f && size <= 0x1p100f))) {
      throw refused(name, value, "0 or of a size from 2^-100 to 2^100");
    }
  }

  /** The same, whose product with e^-128 is nothing: up to 2^32. */
  public static void zeroOrSmall(String name, float value) {
    float size = Math.abs(value);
    if (!(size == 0f || (size >= 0x1p-100f && size <= 0x1p32f))) {
      throw refused(name, value, "0 or of a size from 2^-100 to 2^32");
    }
  }

  private static IllegalArgumentException refused(String name, float value, String wanted) {
    return new IllegalArgumentException(name + " is " + value + ", not " + wanted);
  }
}
