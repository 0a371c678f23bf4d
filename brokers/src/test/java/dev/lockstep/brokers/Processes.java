package dev.lockstep.brokers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system knows of processes. */
final class Processes {
    private Processes() {}

    /** Whether it has ended; one that nobody has buried yet has. */
    static boolean isGone(long pid) {
        char state = state(pid);
        return state == ' ' || state == 'Z' || state == 'X';
    }

    static boolean isStopped(long pid) {
        return state(pid) == 'T';
    }

    /** Whether a signal of that number does nothing to it. */
    static boolean ignores(long pid, int signal) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        String name = "SigIgn:";
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith(name)) {
                long mask = Long.parseUnsignedLong(line.substring(name.length()).strip(), 16);
                return (mask >> (signal - 1) & 1) == 1;
            }
        }
        throw new IOException("no " + name + " in " + status);
    }

    /** The letter that the kernel has for it; a blank if there is none of that number. */
    private static char state(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return line.charAt(line.lastIndexOf(')') + 2);
        } catch (IOException none) {
            return ' ';
        }
    }
}
