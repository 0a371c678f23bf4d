package dev.lockstep.brokers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for a message. */
final class LogTail {
    private static final int LINES = 20;
    private static final int BYTES = 8192;

    private LogTail() {}

    /** At most 20 lines and 8 KiB from the end, none from before the given place. */
    static String of(Path log, long begin) {
        try (SeekableByteChannel file = Files.newByteChannel(log)) {
            long from = Math.max(begin, file.size() - BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, file.size() - from));
            file.position(from);
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                // until all is read
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            List<String> lines = text.lines().toList();
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        } catch (IOException e) {
            return "(the log " + log + " cannot be read: " + e + ")";
        }
    }
}
