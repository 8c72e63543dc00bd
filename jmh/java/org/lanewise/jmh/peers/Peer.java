package org.lanewise.jmh.peers;

import org.lanewise.jmh.Task;

/**
 * What a user could call instead of this library. Each peer computes on memory of the kind that it
 * knows best, with one thread, and writes results into memory of its own.
 */
public interface Peer {

  /**
   * Prepares a call.
   *
   * @param problem one of the kernels that {@link PeerKind#kernels} names for this peer, on an
   *     input
   * @return the call, which may be run many times
   */
  Call prepare(Problem problem) throws Exception;

  /** A prepared call. */
  interface Call {

    /** Runs the kernel; the result is the loss, where the kernel has one. */
    Task task();

    /** The results of the last run, element by element; empty for a kernel that has only a loss. */
    float[] output();
  }
}
