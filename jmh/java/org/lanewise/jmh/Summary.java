package org.lanewise.jmh;

import java.util.List;

/** Results as people read them. */
interface Summary {

  /** The tables. */
  List<TextTable> tables();

  /** What their columns mean, some lines; to be asked after {@link #tables}. */
  String legend();
}
