package org.lanewise.jmh.peers;

import org.lanewise.jmh.Task;

/**
 * Template of {@link CallLoop}. Each peer gets a copy with a profile of its own: a loop that has
 * seen several peers would no longer inline their calls, which counts at 16 elements.
 */
final class PeerLoop extends CallLoop {

  PeerLoop() {}

  @Override
  float run(Task task, int calls) {
    float sum = 0;
    for (int i = 0; i < calls; i++) {
      sum += task.run();
    }
    return sum;
  }
}
