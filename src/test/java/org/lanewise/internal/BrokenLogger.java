package org.lanewise.internal;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** {@link ChangeOver} in an application whose logging fails. */
final class BrokenLogger {

  private static final Logger LOGGER = Logger.getLogger("org.lanewise");

  private BrokenLogger() {}

  public static void main(String[] arguments) throws Exception {
    boolean error = System.getProperty("logger").equals("error");
    LOGGER.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            System.out.println("logger fails");
            if (error) {
              throw new AssertionError("a test's logger");
            }
            throw new IllegalStateException("a test's logger");
          }

          @Override
          public void flush() {
            // nothing to flush
          }

          @Override
          public void close() {
            // nothing to close
          }
        });
    ChangeOver.main(arguments);
  }
}
