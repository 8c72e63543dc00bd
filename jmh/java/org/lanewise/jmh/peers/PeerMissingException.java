package org.lanewise.jmh.peers;

/** A peer cannot be had on this machine. */
public final class PeerMissingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  PeerMissingException(Throwable cause) {
    super(reason(cause));
  }

  private static String reason(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    boolean ours = root instanceof IllegalStateException && root.getMessage() != null;
    return (ours ? root.getMessage() : root.toString()).lines().findFirst().orElse("unknown");
  }
}
