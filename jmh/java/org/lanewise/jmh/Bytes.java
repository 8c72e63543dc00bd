package org.lanewise.jmh;

/** Numbers of bytes, for people. */
public final class Bytes {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Bytes() {}

  /** 32 KiB for 32768. */
  public static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    String number =
        value == Math.rint(value)
            ? Long.toString((long) value)
            : String.format(java.util.Locale.ROOT, "%.1f", value);
    return number + " " + UNITS[unit];
  }
}
