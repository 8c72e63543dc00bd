package org.lanewise.internal;

/**
 * The losses of one element, input x against target t, and the steps to those that have several.
 */
public enum LossOp {
  /** (x − t)². */
  SQUARED_ERROR,
  /** |x − t|. */
  ABSOLUTE_ERROR,
  /** |x − t| < p ? (x − t)² / (2·p) : |x − t| − p / 2. */
  SMOOTH_L1,
  /** |x − t| <= p ? (x − t)² / 2 : p·(|x − t| − p / 2). */
  HUBER,
  /** −t·log x, the logarithm at least p: what the target has of binary cross-entropy. */
  BINARY_CROSS_ENTROPY,
  /** c − (1 − t)·log(1 − x), the logarithm at least p: the rest of it. */
  BINARY_CROSS_ENTROPY_REST,
  /** exp(−|x|): the first step of binary cross-entropy with logits. */
  WITH_LOGITS_EXP,
  /** (1 − t)·softplus(x) + t·softplus(−x) from c = log(1 + exp(−|x|)). */
  WITH_LOGITS,
  /** (1 − t)·softplus(x) + d·t·softplus(−x) from c = log(1 + exp(−|x|)). */
  WITH_LOGITS_WEIGHTED;
}
