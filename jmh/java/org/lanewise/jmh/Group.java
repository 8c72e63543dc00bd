package org.lanewise.jmh;

/** What a row of results is about. */
enum Group {
  CLOCK("clock"),
  THROUGHPUT("throughput"),
  LATENCY("latency"),
  BANDWIDTH("bandwidth"),
  COPY("copy"),
  KERNEL("kernel"),
  FIRST_CALLS("firstCalls"),
  PEER("peer");

  private final String label;

  Group(String label) {
    this.label = label;
  }

  /** As it stands in results. */
  String label() {
    return label;
  }

  /** Whether it asks what the machine can do, not what a kernel does. */
  boolean isProbe() {
    return ordinal() <= BANDWIDTH.ordinal();
  }

  /** Whether it stands in the table of kernels. */
  boolean isKernel() {
    return this == COPY || this == KERNEL;
  }
}
