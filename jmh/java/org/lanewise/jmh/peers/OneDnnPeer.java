package org.lanewise.jmh.peers;

import java.io.IOException;

/** oneDNN's primitives, generated for this CPU. */
final class OneDnnPeer extends ShimPeer {

  OneDnnPeer() throws IOException {
    super("onednn");
  }
}
