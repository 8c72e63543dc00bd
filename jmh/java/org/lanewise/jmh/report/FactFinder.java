package org.lanewise.jmh.report;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lanewise.Backend;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.PowerSource;

/** Finds out what figures depend on. Nothing here throws: what cannot be found is left out. */
public final class FactFinder {

  private static final Path CPUS = Path.of("/sys/devices/system/cpu");
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final double BUSY = 0.5;

  /** A smaller number is not one of bytes. */
  private static final int LEAST_CACHE = 4096;

  /** Of the long list of flags, those that vector code may be made of. */
  private static final Pattern VECTOR_FEATURE =
      Pattern.compile(
          "(?i)^(sse|ssse|avx|fma|f16c|bmi|amx|asimd|neon|sve|sme$|sme_|sme2|fphp|v$|zve|altivec).*");

  private static final List<String> OPTIONS =
      List.of(
          "UseAVX",
          "UseSSE",
          "UseSVE",
          "UseFMA",
          "MaxVectorSize",
          "UseSuperWord",
          "AlignVector",
          "UseVectorStubs",
          "TieredCompilation",
          "TieredStopAtLevel",
          "CICompilerCount",
          "UseCompressedOops",
          "ObjectAlignmentInBytes",
          "UseTransparentHugePages",
          "UseLargePages",
          "MaxHeapSize");

  private FactFinder() {}

  /**
   * All facts.
   *
   * @param backend what the library chose
   * @param jvm what measures
   */
  public static Facts find(Backend backend, Facts.Jvm jvm) {
    Facts.Machine machine = machine(backend);
    Facts.Library library =
        new Facts.Library(
            blankToNull(System.getProperty("lanewise.bench.revision")),
            backend.vector(),
            backend.bits(),
            backend.reason(),
            backend.remedy());
    return new Facts(machine, jvm, library, warnings(machine, backend));
  }

  private static Facts.Machine machine(Backend backend) {
    HardwareAbstractionLayer hardware = orNull(() -> new SystemInfo().getHardware());
    CentralProcessor cpu = orNull(() -> Objects.requireNonNull(hardware).getProcessor());
    return new Facts.Machine(
        firstOf(orNull(() -> blankToNull(cpu.getProcessorIdentifier().getName())), backend.cpu()),
        System.getProperty("os.arch"),
        orNull(() -> cpu.getPhysicalProcessorCount()),
        orNull(() -> cpu.getLogicalProcessorCount()),
        Runtime.getRuntime().availableProcessors(),
        orNull(() -> CpuQuota.find(Path.of("/"))),
        positive(orNull(() -> cpu.getProcessorIdentifier().getVendorFreq())),
        positive(orNull(() -> cpu.getMaxFreq())),
        orNull(() -> line(CPUS.resolve("cpu0/cpufreq/scaling_governor"))),
        orNull(() -> onBattery(hardware.getPowerSources())),
        orNull(FactFinder::virtual),
        positive(orNull(() -> hardware.getMemory().getTotal())),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        firstOf(orNull(FactFinder::linuxCaches), orNull(() -> caches(cpu))),
        orNull(() -> features(cpu)));
  }

  private static Boolean onBattery(List<PowerSource> sources) {
    // No power source at all is a desktop, a server or a virtual machine.
    return sources.stream().anyMatch(source -> !source.isPowerOnLine() && source.isDischarging());
  }

  /** The caches of the first CPU as Linux tells them. */
  private static List<Facts.Cache> linuxCaches() throws IOException {
    List<Facts.Cache> caches = new ArrayList<>();
    for (int i = 0; ; i++) {
      Path index = CPUS.resolve("cpu0/cache/index" + i);
      if (!Files.exists(index)) {
        return caches.isEmpty() ? null : caches;
      }
      caches.add(
          new Facts.Cache(
              Integer.parseInt(line(index.resolve("level"))),
              line(index.resolve("type")).toLowerCase(Locale.ROOT),
              kibibytes(line(index.resolve("size"))) * 1024,
              orNull(() -> Integer.valueOf(line(index.resolve("coherency_line_size"))))));
    }
  }

  private static long kibibytes(String text) {
    Matcher matcher = Pattern.compile("(\\d+)([KM]?)").matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no size of a cache");
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("M") ? number * 1024 : number;
  }

  private static List<Facts.Cache> caches(CentralProcessor cpu) {
    List<Facts.Cache> caches =
        cpu.getProcessorCaches().stream()
            .filter(cache -> cache.getCacheSize() >= LEAST_CACHE)
            .map(
                cache ->
                    new Facts.Cache(
                        cache.getLevel(),
                        cache.getType().toString().toLowerCase(Locale.ROOT),
                        cache.getCacheSize(),
                        cache.getLineSize() > 0 ? (int) cache.getLineSize() : null))
            .distinct()
            .sorted(
                (a, b) ->
                    a.level() != b.level()
                        ? Integer.compare(a.level(), b.level())
                        : a.type().compareTo(b.type()))
            .toList();
    return caches.isEmpty() ? null : caches;
  }

  private static List<String> features(CentralProcessor cpu) {
    TreeSet<String> features = new TreeSet<>();
    for (String line : cpu.getFeatureFlags()) {
      for (String word : line.substring(line.indexOf(':') + 1).strip().split("[\\s,]+")) {
        if (VECTOR_FEATURE.matcher(word).matches()) {
          features.add(word);
        }
      }
    }
    return features.isEmpty() ? null : List.copyOf(features);
  }

  private static String virtual() throws IOException {
    if (!Files.exists(CPU_INFO)) {
      return null;
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      // CPUs other than those of x86 do not say.
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(flags -> flags.contains(" hypervisor") ? "a virtual machine" : "")
          .orElse(null);
    }
  }

  /**
   * This JVM.
   *
   * @param arguments what the measuring JVMs get
   */
  public static Facts.Jvm jvm(List<String> arguments) {
    Map<String, String> options = new LinkedHashMap<>();
    HotSpotDiagnosticMXBean bean =
        orNull(() -> ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
    for (String option : OPTIONS) {
      String value = orNull(() -> bean.getVMOption(option).getValue());
      if (value != null) {
        options.put(option, value);
      }
    }
    return new Facts.Jvm(
        System.getProperty("java.vm.name"),
        Runtime.version().toString(),
        System.getProperty("java.vendor"),
        arguments,
        options,
        orNull(
            () ->
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .map(GarbageCollectorMXBean::getName)
                    .toList()),
        positive(orNull(() -> Runtime.getRuntime().maxMemory())));
  }

  private static List<String> warnings(Facts.Machine machine, Backend backend) {
    List<String> warnings = new ArrayList<>();
    if (!backend.vector()) {
      warnings.add(
          "The library takes the scalar path, so there are no figures for vectors: "
              + (backend.reason() + " " + backend.remedy()).strip());
    }
    if (Boolean.TRUE.equals(machine.onBattery())) {
      warnings.add("The machine runs on its battery: its clock may be low.");
    }
    if (machine.governor() != null && !machine.governor().equals("performance")) {
      warnings.add(
          "The clock is scaled (governor \""
              + machine.governor()
              + "\"): short measurements may see a low one.");
    }
    Double quota = machine.quota();
    // The JVM counts no more processors than the quota allows, rounded up: the machine's count
    // here.
    int all = machine.processors() != null ? machine.processors() : machine.available();
    if (quota != null && quota < all) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "This container may use %.1f of %d processors' time: threads are stopped when it is"
                  + " used up.",
              quota,
              all));
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int processors = Runtime.getRuntime().availableProcessors();
    if (load > BUSY * processors) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "The machine was busy when the run began (load %.1f on %d processors): times are too"
                  + " long.",
              load,
              processors));
    }
    if (machine.virtual() != null && !machine.virtual().isEmpty()) {
      warnings.add("This is a virtual machine: its neighbours may take time, cache and memory.");
    }
    return warnings;
  }

  private interface Finder<T> {
    T find() throws Exception;
  }

  /** A fact, or null: whatever a system lacks, the run goes on. */
  private static <T> T orNull(Finder<T> finder) {
    try {
      return finder.find();
    } catch (Exception | LinkageError e) {
      return null;
    }
  }

  private static <T> T firstOf(T first, T second) {
    return first != null ? first : second;
  }

  private static Long positive(Long value) {
    return value != null && value > 0 ? value : null;
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static String line(Path file) throws IOException {
    return Files.readString(file).strip();
  }
}
