package org.lanewise.jmh.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What figures depend on. A fact that cannot be found is null, and shown as unknown.
 *
 * @param machine the hardware and the system
 * @param jvm the JVM that measures
 * @param library the library that is measured
 * @param warnings what may mislead a reader of the figures, a sentence each
 */
public record Facts(Machine machine, Jvm jvm, Library library, List<String> warnings) {

  /** The same with more warnings. */
  public Facts warn(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new Facts(machine, jvm, library, all);
  }

  /**
   * The hardware and the system.
   *
   * @param cpu name of the CPU
   * @param architecture as Java calls it
   * @param cores physical cores
   * @param processors logical processors
   * @param available processors that the JVM may use
   * @param quota processors' worth of time that a container may use
   * @param baseHertz clock that the CPU states
   * @param mostHertz highest clock that the system states
   * @param governor what scales the clock
   * @param onBattery whether the machine runs on its battery
   * @param virtual the virtual machine that this is; empty if it is none
   * @param memoryBytes main memory
   * @param system name and version of the operating system
   * @param caches the caches
   * @param features instructions of vector computing that the CPU has
   */
  public record Machine(
      String cpu,
      String architecture,
      Integer cores,
      Integer processors,
      int available,
      Double quota,
      Long baseHertz,
      Long mostHertz,
      String governor,
      Boolean onBattery,
      String virtual,
      Long memoryBytes,
      String system,
      List<Cache> caches,
      List<String> features) {

    /** Bytes of the largest cache, null if unknown. */
    public Long lastCacheBytes() {
      return caches == null
          ? null
          : caches.stream().map(Cache::bytes).max(Long::compare).orElse(null);
    }
  }

  /**
   * A cache.
   *
   * @param level 1 is the closest
   * @param type data, instruction or unified
   * @param bytes how much it holds
   * @param lineBytes bytes of a line
   */
  public record Cache(int level, String type, long bytes, Integer lineBytes) {}

  /**
   * The JVM.
   *
   * @param name of the virtual machine
   * @param version of Java
   * @param vendor who built it
   * @param arguments what the measuring JVMs were started with
   * @param options those of HotSpot that decide about vectors, memory and compilation
   * @param collector the garbage collectors
   * @param heapBytes the most that the heap may become
   */
  public record Jvm(
      String name,
      String version,
      String vendor,
      List<String> arguments,
      Map<String, String> options,
      List<String> collector,
      Long heapBytes) {}

  /**
   * The library.
   *
   * @param revision the state of its sources
   * @param vector whether it takes the vector path
   * @param bits of a vector
   * @param reason why
   * @param remedy what would help, empty if nothing is missing
   */
  public record Library(String revision, boolean vector, int bits, String reason, String remedy) {}
}
