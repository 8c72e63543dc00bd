package org.lanewise.jmh.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a page of one run or of several: one file of HTML with all that it needs inside. */
public final class Page {

  private static final String FOLDER = "/org/lanewise/jmh/page/";
  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/";
  private static final Pattern PLACE = Pattern.compile("@([A-Z_]+)@");

  private Page() {}

  /** A page of one run. */
  public static String of(RunData run) {
    return of("Vector throughput of " + run.run().name(), List.of(run), null);
  }

  /** A page that compares runs. */
  public static String of(List<RunData> runs, Comparison comparison) {
    String names = String.join(", ", runs.stream().map(run -> run.run().name()).toList());
    return of("Comparison: " + names, runs, comparison);
  }

  private static String of(String title, List<RunData> runs, Comparison comparison) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("runs", runs);
    data.put("comparison", comparison);
    String version = echartsVersion();
    Map<String, String> parts =
        Map.of(
            "TITLE", text(title),
            "STYLE", resource(FOLDER + "page.css"),
            "ECHARTS_VERSION", version,
            "LICENCE", text(resource(FOLDER + "LICENSE")),
            "DATA", script(data),
            "ECHARTS", resource(ECHARTS + version + "/echarts.min.js"),
            "SCRIPT", resource(FOLDER + "page.js"));
    return PLACE
        .matcher(resource(FOLDER + "page.html"))
        .replaceAll(match -> Matcher.quoteReplacement(parts.get(match.group(1))));
  }

  /** The data as JSON that cannot end the element in which it stands. */
  private static String script(Map<String, Object> data) {
    try {
      return RunData.mapper().writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String echartsVersion() {
    Properties properties = new Properties();
    try (InputStream in =
        Page.class.getResourceAsStream("/META-INF/maven/org.webjars/echarts/pom.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
