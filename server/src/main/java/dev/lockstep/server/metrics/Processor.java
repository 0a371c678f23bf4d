package dev.lockstep.server.metrics;

import java.lang.management.ManagementFactory;

/** What the process takes of the machine's processors, in percent of all of them. */
final class Processor {
    private static final double NANOS_PER_MILLI = 1e6;

    private Processor() {}

    /** Of late; 0 where it cannot be told, and before it is known. */
    static double currentPercent() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean os
                ? Math.max(0, os.getProcessCpuLoad()) * 100
                : 0;
    }

    /** Since the process began; 0 where it cannot be told. */
    static double averagePercent() {
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean os) {
            double used = Math.max(0, os.getProcessCpuTime()) / NANOS_PER_MILLI;
            double passed = Math.max(1, ManagementFactory.getRuntimeMXBean().getUptime());
            return 100 * used / passed / os.getAvailableProcessors();
        }
        return 0;
    }
}
