package org.lanewise;

/** How the losses of rows become one. */
public enum Reduction {
  /** They do not: each row keeps its own. */
  NONE,
  /** Their mean over the rows that count. */
  MEAN,
  /** Their sum. */
  SUM
}
