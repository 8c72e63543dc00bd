package org.lanewise.jmh.peers;

import java.io.IOException;

/** Highway's vector functions (hwy/contrib/math) in a loop; sigmoid is 1 / (1 + exp(-x)). */
final class HighwayPeer extends ShimPeer {

  HighwayPeer() throws IOException {
    super("highway");
  }
}
