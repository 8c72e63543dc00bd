package org.lanewise.internal;

/**
 * What a fused loop computes.
 *
 * @param form what comes out of it
 * @param function the activation in it; null for losses
 * @param loss the loss in it; null for activations
 */
public record FusedOp(Form form, MapOp function, LossOp loss) {

  /** What comes out of it. */
  public enum Form {
    /** From gate, value and dy: the gradient with respect to the gate. */
    GATE_GRADIENT,
    /** From x, bias and dy: the gradient with respect to x. */
    BIAS_GRADIENT,
    /** A loss, or a step to it. */
    LOSS,
    /** The gradient of a loss. */
    LOSS_GRADIENT
  }

  /** With an activation. */
  public static FusedOp of(Form form, MapOp function) {
    return new FusedOp(form, function, null);
  }

  /** With a loss. */
  public static FusedOp of(Form form, LossOp loss) {
    return new FusedOp(form, null, loss);
  }

  @Override
  public String toString() {
    return form + "(" + (function != null ? function : loss) + ")";
  }
}
