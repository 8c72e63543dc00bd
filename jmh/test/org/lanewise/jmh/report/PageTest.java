package org.lanewise.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The page in a headless Chromium. Screenshots go to {@code target/page/screenshots}, to be looked
 * at. With {@code -Dpage.run=FILE.json} they are of that run, and with {@code -Dpage.other} of its
 * comparison with another, too.
 */
class PageTest {

  /** The rows of a full run are thousands, all alike, and take axe minutes; see {@link #axe}. */
  private static final String MOST_ROWS = "tbody tr:nth-child(n + 12)";

  /** The texts of a plot that end in dots, or beyond the edge of the picture. */
  private static final String CUT =
      """
      const edge = arguments[0].querySelector('svg').getBoundingClientRect();
      return [...arguments[0].querySelectorAll('svg text')].filter((text) => {
        const box = text.getBoundingClientRect();
        return /(\\.\\.|…)$/.test(text.textContent) || box.left < edge.left - 1
          || box.right > edge.right + 1 || box.top < edge.top - 1 || box.bottom > edge.bottom + 1;
      }).map((text) => text.textContent);
      """;

  private static final Path SCREENSHOTS = Path.of("target", "page", "screenshots");
  private static final int PHONE = 390;
  private static final int DESK = 1440;
  private static final int HEIGHT = 900;

  @TempDir private static Path folder;
  private static ChromeDriver browser;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> chromium =
        find(System.getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = find(System.getenv("CHROMEDRIVER"), "chromedriver");
    boolean there = chromium.isPresent() && driver.isPresent();
    if (!there) {
      System.err.println(
          "NOT TESTED: the page, for want of chromium and chromedriver (Debian: chromium,"
              + " chromium-driver).");
    }
    Assumptions.assumeTrue(there, "no chromium or no chromedriver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--disable-dev-shm-usage");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
    logs.enable(LogType.PERFORMANCE, java.util.logging.Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.orElseThrow().toFile())
            .build();
    browser = new ChromeDriver(service, options);
    browser.executeCdpCommand("Network.enable", Map.of());
    browser.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
    Files.createDirectories(SCREENSHOTS);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.quit();
    }
  }

  private static Optional<Path> find(String first, String... names) {
    Stream<Path> everywhere =
        Stream.of(names)
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                        .map(part -> Path.of(part, name)));
    return Stream.concat(Stream.ofNullable(first).map(Path::of), everywhere)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static RunData asked(String property, RunData otherwise) throws IOException {
    String file = System.getProperty(property);
    return file == null ? otherwise : RunData.read(Path.of(file));
  }

  private static RunData one() throws IOException {
    return asked("page.run", SampleRuns.run("sample", 1, 1));
  }

  private static String comparison() throws IOException {
    RunData other = asked("page.other", SampleRuns.run("another CPU, 512 bits", 1, 1.3));
    RunData first = one();
    List<RunData> runs =
        List.of(first, other.with(other.run().name() + " (2)", other.measurements()));
    return Page.of(runs, Comparison.of(runs, 0.05));
  }

  private static void size(int width) {
    browser.get("about:blank"); // to lay a long page out anew takes minutes
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", width == PHONE));
  }

  private static void theme(String name) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
  }

  /** Opens a page; every message of the console and every request fails the test. */
  private static void open(String html) throws IOException {
    Path file = Files.writeString(folder.resolve("page.html"), html);
    browser.manage().logs().get(LogType.PERFORMANCE);
    browser.get(file.toUri().toString());
    for (int i = 0;
        i < 100 && script("return document.documentElement.dataset.ready") == null;
        i++) {
      LockSupport.parkNanos(100_000_000);
    }
    List<String> messages = new ArrayList<>();
    for (LogEntry entry : browser.manage().logs().get(LogType.BROWSER)) {
      messages.add(entry.getLevel() + " " + entry.getMessage());
    }
    assertEquals(List.of(), messages, "messages on the console");
    assertEquals("true", script("return document.documentElement.dataset.ready"));
    List<String> requests = requests();
    assertTrue(
        requests.stream().anyMatch(url -> url.startsWith("file:")),
        "the log shows the page itself");
    assertEquals(
        List.of(),
        requests.stream()
            .filter(url -> !url.startsWith("file:") && !url.startsWith("data:"))
            .toList(),
        "requests to the network");
  }

  private static List<String> requests() throws IOException {
    List<String> urls = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    for (LogEntry entry : browser.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = mapper.readTree(entry.getMessage()).path("message");
      if (message.path("method").asText().equals("Network.requestWillBeSent")) {
        urls.add(message.path("params").path("request").path("url").asText());
      }
    }
    return urls;
  }

  private static Object script(String text, Object... arguments) {
    return browser.executeScript(text, arguments);
  }

  private static List<String> plots() {
    List<String> names = new ArrayList<>();
    for (WebElement plot : browser.findElements(By.cssSelector(".plot"))) {
      names.add(plot.getAttribute("id"));
      long marks = (Long) script("return arguments[0].querySelectorAll('svg path').length", plot);
      assertTrue(marks > 10, plot.getAttribute("id") + " has only " + marks + " marks");
      String text = plot.getAttribute("aria-label");
      assertTrue(text.length() > 40, plot.getAttribute("id") + " has no text alternative");
      assertFalse(text.contains("NaN") || text.contains("undefined"), text);
      assertEquals(List.of(), script(CUT, plot), plot.getAttribute("id") + " cuts these texts");
    }
    return names;
  }

  /** What axe finds: in all of the made-up page, and in the beginnings of the tables of a run. */
  private static List<Rule> axe() {
    AxeBuilder axe = new AxeBuilder();
    if (System.getProperty("page.run") != null) {
      axe.exclude(MOST_ROWS);
    }
    return axe.analyze(browser).getViolations();
  }

  private static void screenshot(String name) throws IOException {
    Map<String, Object> picture =
        browser.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.write(
        SCREENSHOTS.resolve(name + ".png"),
        Base64.getDecoder().decode((String) picture.get("data")));
  }

  @Test
  void everyPlotIsDrawnInBothThemesAndSizes() throws IOException {
    for (String theme : List.of("light", "dark")) {
      for (int width : new int[] {PHONE, DESK}) {
        size(width);
        theme(theme);
        open(Page.of(one()));
        List<String> plots = plots();
        assertTrue(
            plots.containsAll(
                List.of(
                    "plot-peaks",
                    "plot-bandwidth",
                    "plot-roofline",
                    "plot-speedup",
                    "plot-sizes",
                    "plot-firstcalls")),
            plots.toString());
        assertEquals(theme, script("return document.documentElement.dataset.theme"));
        assertTrue(
            (Boolean) script("return document.documentElement.scrollWidth <= innerWidth"),
            "the page is wider than the window of " + width);
        screenshot("run-" + width + "-" + theme);
        List<Rule> violations = axe();
        assertEquals(
            List.of(),
            violations.stream().map(rule -> rule.getId() + " " + rule.getNodes()).toList());
      }
    }
  }

  @Test
  void comparisonIsDrawn() throws IOException {
    for (int width : new int[] {PHONE, DESK}) {
      size(width);
      theme(width == PHONE ? "dark" : "light");
      open(comparison());
      assertTrue(plots().contains("plot-ratios-0"));
      assertTrue((Boolean) script("return document.documentElement.scrollWidth <= innerWidth"));
      screenshot("comparison-" + width);
      assertEquals(List.of(), axe().stream().map(Rule::getId).toList());
    }
  }

  @Test
  void tablesSortUpAndDown() throws IOException {
    size(DESK);
    open(Page.of(SampleRuns.run("sample", 1, 1)));
    int sorted = 0;
    for (WebElement table : browser.findElements(By.cssSelector("table:has(thead button)"))) {
      List<WebElement> heads = table.findElements(By.cssSelector("thead th"));
      for (int column = 0; column < heads.size(); column++) {
        boolean number = heads.get(column).getAttribute("class").contains("number");
        WebElement button = heads.get(column).findElement(By.tagName("button"));
        for (int click = 0; click < 2; click++) {
          script("arguments[0].click()", button);
          boolean ascending = "ascending".equals(heads.get(column).getAttribute("aria-sort"));
          assertEquals(number ? click == 1 : click == 0, ascending);
          if (number) {
            assertOrdered(values(table, column), ascending);
            sorted++;
          }
        }
      }
    }
    assertTrue(sorted >= 20, "only " + sorted + " columns of numbers");
  }

  private static List<Double> values(WebElement table, int column) {
    List<?> texts =
        (List<?>)
            script(
                "return [...arguments[0].tBodies[0].rows]"
                    + ".map(row => row.cells[arguments[1]].dataset.value)",
                table,
                column);
    return texts.stream()
        .map(Object::toString)
        .filter(text -> !text.isEmpty())
        .map(Double::valueOf)
        .toList();
  }

  private static void assertOrdered(List<Double> values, boolean ascending) {
    for (int i = 1; i < values.size(); i++) {
      int order = Double.compare(values.get(i - 1), values.get(i));
      assertTrue(ascending ? order <= 0 : order >= 0, values.toString());
    }
  }

  @Test
  void filterHidesOtherRows() throws IOException {
    size(DESK);
    open(Page.of(SampleRuns.run("sample", 1, 1)));
    List<WebElement> inputs = browser.findElements(By.cssSelector("input[type=search]"));
    WebElement input = inputs.getLast();
    input.sendKeys("sigmoid vector");
    long shown =
        (Long)
            script(
                "return [...arguments[0].closest('.controls').nextSibling.querySelectorAll('tbody tr')]"
                    + ".filter(row => !row.hidden).length",
                input);
    assertEquals(6, shown, "three sizes at two widths");
  }

  @Test
  void curvesAreHiddenByTheKeyboard() throws IOException {
    size(PHONE);
    open(Page.of(SampleRuns.run("sample", 1, 1)));
    String marks = "return document.querySelectorAll('#plot-sizes svg path').length";
    List<WebElement> keys = browser.findElements(By.cssSelector(".keys:has(+ #plot-sizes) button"));
    assertEquals(4, keys.size(), "as many as there are paths");
    long all = (Long) script(marks);
    keys.getLast().sendKeys(Keys.SPACE);
    assertTrue((Long) script(marks) < all);
    WebElement key = browser.switchTo().activeElement();
    assertEquals("false", key.getAttribute("aria-pressed"));
    key.sendKeys(Keys.SPACE);
    assertEquals(all, (Long) script(marks));
  }

  @Test
  void textOfARunStaysText() throws IOException {
    size(DESK);
    open(Page.of(SampleRuns.run("<img src=x onerror=alert(1)>", 1, 1)));
    assertEquals(0, browser.findElements(By.cssSelector("main img, h1 img, main b")).size());
    assertTrue(browser.findElement(By.tagName("h1")).getText().contains("<img"));
  }

  @Test
  void machineThatTellsNothingIsShownAsUnknown() throws IOException {
    size(DESK);
    open(Page.of(SampleRuns.unknown()));
    assertEquals(List.of(), plots(), "nothing was measured");
    assertTrue(browser.findElements(By.cssSelector("td.unknown")).size() >= 8);
  }

  @Test
  void themeCanBeChosen() throws IOException {
    size(DESK);
    theme("light");
    open(Page.of(SampleRuns.run("sample", 1, 1)));
    WebElement button = browser.findElement(By.id("theme"));
    button.click();
    button.click();
    assertEquals("dark", script("return document.documentElement.dataset.theme"));
    assertEquals("Theme: dark", button.getText());
  }

  @Test
  void printIsLightWithAllRows() throws IOException {
    size(DESK);
    theme("dark");
    open(Page.of(one()));
    script("dispatchEvent(new Event('beforeprint'))");
    assertEquals("light", script("return document.documentElement.dataset.theme"));
    plots();
    script("dispatchEvent(new Event('afterprint'))");
    Map<String, Object> pdf =
        browser.executeCdpCommand("Page.printToPDF", Map.of("printBackground", true));
    byte[] bytes = Base64.getDecoder().decode((String) pdf.get("data"));
    Files.write(SCREENSHOTS.resolve("print.pdf"), bytes);
    assertTrue(bytes.length > 20_000, "a PDF of only " + bytes.length + " bytes");
    assertEquals("dark", script("return document.documentElement.dataset.theme"), "afterwards");
  }
}
