package org.lanewise.jmh.peers;

import org.lanewise.jmh.Task;

/**
 * A call that writes into an array.
 *
 * @param output the array
 * @param task the call
 */
record ArrayCall(float[] output, Task task) implements Peer.Call {}
