package dev.lockstep.bench.peers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Time that has passed, and time that the whole process has computed, between start and stop. */
final class Stopwatch {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private long nanos;
    private long cpuNanos;

    void start() {
        cpuNanos = -SYSTEM.getProcessCpuTime();
        nanos = -System.nanoTime();
    }

    void stop() {
        nanos += System.nanoTime();
        cpuNanos += SYSTEM.getProcessCpuTime();
    }

    long nanos() {
        return nanos;
    }

    long cpuNanos() {
        return cpuNanos;
    }
}
