package org.lanewise;

/** What softmax makes of a row that is −∞ throughout. */
public enum EmptyRow {
  /** NaN, as the formula 0 / 0 says; the default. */
  NAN(Float.NaN),
  /** Zeros, as attention kernels want. */
  ZERO(0f),
  /** The uniform distribution. */
  UNIFORM(1f);

  private final float value;

  EmptyRow(float value) {
    this.value = value;
  }

  float value() {
    return value;
  }
}
