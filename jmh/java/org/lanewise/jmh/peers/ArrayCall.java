package org.lanewise.jmh.peers;

import org.lanewise.jmh.Task;

/**
 * A call that writes into an array.
 *
 * @param output the array
 * @param task the call
 */
record ArrayCall(float[] output, Task task) implements Peer.Call {

  /** A call without a loss. */
  static ArrayCall of(float[] output, Runnable call) {
    return new ArrayCall(
        output,
        () -> {
          call.run();
          return 0;
        });
  }

  @Override
  public float run() {
    return task.run();
  }
}
