package org.lanewise.jmh.peers;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The peers, without loading any of them. */
public enum PeerKind {
  /** This library. */
  LANEWISE("lanewise", "LanewisePeer", Kernels.ALL),
  /** This library, off the heap. */
  LANEWISE_NATIVE("lanewiseNative", "LanewiseNativePeer", Kernels.ALL),
  /** The loops that engines write today. */
  NAIVE("naive", "NaivePeer", Kernels.ALL),
  /** JAFAMA's FastMath. */
  JAFAMA("jafama", "JafamaPeer", Kernels.WITHOUT_RELU),
  /** Jlama's own kernels. */
  JLAMA("jlama", "JlamaPeer", Set.of("tanh", "softmax")),
  /** The functions that the Vector API brings. */
  VECTOR_API("vectorApi", "VectorApiPeer", Kernels.ALL),
  /** ONNX Runtime. */
  ONNX_RUNTIME("onnxruntime", "OnnxRuntimePeer", Kernels.ALL),
  /** PyTorch through DJL. */
  PYTORCH("pytorch", "PyTorchPeer", Kernels.ALL),
  /** ND4J. */
  ND4J("nd4j", "Nd4jPeer", Kernels.ALL),
  /** XNNPACK as distributions pack it. */
  XNNPACK("xnnpack", "XnnpackPeer", Set.of("relu", "sigmoid", "softmax")),
  /** The newer XNNPACK inside PyTorch's library. */
  XNNPACK_OF_PYTORCH("xnnpackNew", "XnnpackOfPyTorchPeer", Kernels.MAPS),
  /** oneDNN. */
  ONEDNN("onednn", "OneDnnPeer", Set.of("relu", "sigmoid", "tanh", "exp", "softmax")),
  /** SLEEF. */
  SLEEF("sleef", "SleefPeer", Set.of("sigmoid", "tanh", "exp")),
  /** Highway. */
  HIGHWAY("highway", "HighwayPeer", Kernels.MAPS);

  private final String label;
  private final String type;
  private final Set<String> kernels;

  PeerKind(String label, String type, Set<String> kernels) {
    this.label = label;
    this.type = type;
    this.kernels = kernels;
  }

  /** All names, as they stand in results; this library first. */
  public static List<String> names() {
    return Arrays.stream(values()).map(kind -> kind.label).toList();
  }

  /** The peer of this name. */
  static PeerKind of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.label.equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("peer is \"" + name + "\", not one of " + names()));
  }

  /** Whether its calls may allocate; those of the others do not once they are compiled. */
  boolean allocates() {
    return switch (this) {
      case LANEWISE, LANEWISE_NATIVE, NAIVE, JAFAMA, VECTOR_API -> false;
      default -> true;
    };
  }

  /** The names of the peers that have a kernel. */
  public static List<String> namesFor(String kernel) {
    return Arrays.stream(values())
        .filter(kind -> kind.kernels.contains(kernel))
        .map(kind -> kind.label)
        .toList();
  }

  /** The kernels that are compared. */
  public static List<String> kernels() {
    return Kernels.IN_ORDER;
  }

  /**
   * Sets the peer up. Those that need other libraries are in the jar of the profile {@code peers}
   * alone.
   *
   * @throws Throwable what is in the way
   */
  Peer start() throws Throwable {
    Class<?> found = Class.forName(PeerKind.class.getPackageName() + "." + type);
    try {
      return (Peer) found.getDeclaredConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static final class Kernels {
    static final List<String> IN_ORDER =
        List.of(
            "relu",
            "sigmoid",
            "tanh",
            "exp",
            "softmax",
            "crossEntropyLoss",
            "crossEntropyGradient");
    static final Set<String> MAPS = Set.of("relu", "sigmoid", "tanh", "exp");
    static final Set<String> ALL = Set.copyOf(IN_ORDER);
    static final Set<String> WITHOUT_RELU =
        Set.copyOf(IN_ORDER.stream().filter(name -> !name.equals("relu")).toList());
  }
}
