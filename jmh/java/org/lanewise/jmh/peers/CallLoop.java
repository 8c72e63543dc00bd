package org.lanewise.jmh.peers;

import org.lanewise.jmh.Task;

/** Calls one peer again and again. */
abstract class CallLoop {

  /** The sum of what the calls return, so that none can be left out. */
  abstract float run(Task task, int calls);
}
