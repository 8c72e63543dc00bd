package org.lanewise.conformance;

import java.util.Locale;

/** Where test vectors come from; each has a folder of its own. */
enum Suite {
  /** The operator tests of ONNX: most outputs were computed in float32. */
  ONNX,
  /** PyTorch in float64, with gradients. */
  TORCH;

  /** The name of the folder, and in reports. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
