package org.lanewise.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of CPU time in made-up file systems. */
class CpuQuotaTest {

  private static final String SECOND =
      "30 23 0:26 / /sys/fs/cgroup rw shared:4 - cgroup2 cgroup rw";
  private static final String FIRST =
      "31 30 0:28 %s /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct";

  @TempDir private Path root;

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }

  private void self(String cgroup, String... mounts) throws IOException {
    file("proc/self/cgroup", cgroup);
    file(
        "proc/self/mountinfo", "22 1 0:21 / /proc rw - proc proc rw\n" + String.join("\n", mounts));
  }

  private void first(String group, String quota) throws IOException {
    file("sys/fs/cgroup/cpu,cpuacct" + group + "/cpu.cfs_quota_us", quota);
    file("sys/fs/cgroup/cpu,cpuacct" + group + "/cpu.cfs_period_us", "100000");
  }

  @Test
  void limitOfTheGroupItself() throws IOException {
    self("0::/user.slice/run.scope", SECOND);
    file("sys/fs/cgroup/user.slice/run.scope/cpu.max", "150000 100000");
    file("sys/fs/cgroup/system.slice/cpu.max", "1000 100000");
    assertEquals(1.5, CpuQuota.find(root));
  }

  @Test
  void smallestOnTheWayUpWins() throws IOException {
    self("0::/a/b/c", SECOND);
    file("sys/fs/cgroup/a/b/c/cpu.max", "max 100000");
    file("sys/fs/cgroup/a/b/cpu.max", "300000 100000");
    file("sys/fs/cgroup/a/cpu.max", "100000 50000");
    assertEquals(2.0, CpuQuota.find(root));
  }

  @Test
  void ownGroupMayBeTheRoot() throws IOException {
    self("0::/", SECOND);
    file("sys/fs/cgroup/cpu.max", "50000 100000");
    assertEquals(0.5, CpuQuota.find(root));
  }

  @Test
  void pathThatIsNotShownFallsBackToTheMount() throws IOException {
    self("0::/../../kubepods/pod/container", SECOND);
    file("sys/fs/cgroup/cpu.max", "250000 100000");
    assertEquals(2.5, CpuQuota.find(root));
  }

  @Test
  void firstVersionClimbs() throws IOException {
    self("5:memory:/other\n4:cpu,cpuacct:/docker/id", FIRST.formatted("/"));
    first("/docker/id", "-1");
    first("/docker", "400000");
    first("/other", "1000");
    assertEquals(4.0, CpuQuota.find(root));
  }

  @Test
  void containerSeesItsGroupAsTheMountsRoot() throws IOException {
    self("4:cpu,cpuacct:/docker/id/inner", FIRST.formatted("/docker/id"));
    first("", "200000");
    first("/inner", "100000");
    assertEquals(1.0, CpuQuota.find(root));
    self("4:cpu,cpuacct:/docker/id", FIRST.formatted("/docker/id"));
    assertEquals(2.0, CpuQuota.find(root));
  }

  @Test
  void bothVersionsCount() throws IOException {
    self(
        "4:cpu,cpuacct:/\n0::/a",
        FIRST.formatted("/"),
        SECOND.replace("/sys/fs/cgroup", "/sys/fs/cgroup/unified"));
    first("", "300000");
    file("sys/fs/cgroup/unified/a/cpu.max", "200000 100000");
    assertEquals(2.0, CpuQuota.find(root));
  }

  @Test
  void noLimitIsNone() throws IOException {
    assertNull(CpuQuota.find(root), "not Linux");
    self("0::/a", SECOND);
    assertNull(CpuQuota.find(root), "no controller");
    file("sys/fs/cgroup/a/cpu.max", "max 100000");
    assertNull(CpuQuota.find(root));
    self("4:cpu,cpuacct:/", FIRST.formatted("/"));
    first("", "-1");
    assertNull(CpuQuota.find(root));
  }
}
