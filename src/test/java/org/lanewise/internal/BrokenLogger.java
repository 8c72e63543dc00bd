package org.lanewise.internal;

/** {@link ChangeOver} in an application whose logging fails. */
final class BrokenLogger {

  private BrokenLogger() {}

  public static void main(String[] arguments) throws Exception {
    boolean error = System.getProperty("logger").equals("error");
    AwkwardApplication.onLog(
        () -> {
          System.out.println("logger fails");
          if (error) {
            throw new AssertionError("a test's logger");
          }
          throw new IllegalStateException("a test's logger");
        });
    ChangeOver.main(arguments);
  }
}
