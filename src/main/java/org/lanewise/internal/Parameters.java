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

  /** Refuses all but numbers whose reciprocals and products leave room: 2^-100 … 2^100. */
  public static void moderate(String name, float value) {
    if (!(value >= 0x1p-100f && value <= 0x1p100f)) {
      throw refused(name, value, "a number from 2^-100 to 2^100");
    }
  }

  /** Refuses 0, NaN and infinities. */
  public static void nonZero(String name, float value) {
    if (value == 0f || !Float.isFinite(value)) {
      throw refused(name, value, "a finite number other than 0");
    }
  }

  private static IllegalArgumentException refused(String name, float value, String wanted) {
    return new IllegalArgumentException(name + " is " + value + ", not " + wanted);
  }
}
