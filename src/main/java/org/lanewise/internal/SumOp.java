package org.lanewise.internal;

/** The sums inside kernels. */
public enum SumOp {
  /** Σ x. */
  SUM,
  /** How many x lie outside of 0 … p. */
  NO_PROBABILITY,
  /** Σ x·y. */
  DOT,
  /** Σ t·((x / 2 − p) − q), 0 where the target t is 0 whatever x is. Halves cannot overflow. */
  TARGET_DOT,
  /** Σ x, 0 where y is −∞. */
  KEPT_SUM
}
