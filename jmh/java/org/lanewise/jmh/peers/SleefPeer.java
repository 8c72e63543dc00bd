package org.lanewise.jmh.peers;

import java.io.IOException;

/** SLEEF's vector functions of at most 1 ULP in a loop; sigmoid is 1 / (1 + exp(-x)). */
final class SleefPeer extends ShimPeer {

  SleefPeer() throws IOException {
    super("sleef");
  }
}
