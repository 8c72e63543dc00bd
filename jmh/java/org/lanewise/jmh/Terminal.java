package org.lanewise.jmh;

/** What the output goes to. */
final class Terminal {

  private Terminal() {}

  /** Whether it is a terminal on which lines can be written over. */
  @SuppressWarnings("SystemConsoleNull") // it is null where the output is no terminal
  static boolean isThere() {
    return System.console() != null
        && System.console().isTerminal()
        && !"dumb".equals(System.getenv("TERM"));
  }

  /**
   * Whether to use colours.
   *
   * @param when {@code always}, {@code never}, or {@code auto}: on a terminal, unless {@code
   *     NO_COLOR} is set
   */
  static boolean isColoured(String when) {
    String no = System.getenv("NO_COLOR");
    return when.equals("always")
        || (when.equals("auto") && isThere() && (no == null || no.isEmpty()));
  }
}
