package dev.lockstep.server.run;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.engine.event.BadEvent;
import dev.lockstep.server.error.ServerError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every event that could not be applied or decoded: counted, logged at a bounded rate and, if asked
 * for, written to a file with the columns code, query/window, connector, place, reason, text.
 * Thread-safe.
 */
public final class BadEventLog {
    private static final Logger LOG = LoggerFactory.getLogger(BadEventLog.class);

    /** The first so many are logged, then one in a thousand. */
    private static final long LOGGED_FIRST = 20;

    private static final long LOGGED_EVERY = 1000;

    /** So many lines, as long as they usually are, stay below what a writer gathers. */
    private static final int FLUSHED_EVERY = 16;

    private final @Nullable BufferedWriter file;
    private int unflushed;
    private long count;
    private String connector = "";
    private @Nullable EventBlock block;

    private BadEventLog(@Nullable BufferedWriter file) {
        this.file = file;
    }

    /** The file is made anew. */
    static BadEventLog open(@Nullable Path path) {
        return open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    /** Lines are added to the file, to which others may add, too. */
    public static BadEventLog append(@Nullable Path path) {
        return open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.WRITE);
    }

    private static BadEventLog open(@Nullable Path path, OpenOption... options) {
        if (path == null) {
            return new BadEventLog(null);
        }
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            // unlike that of Files, this writer takes text that is no good Unicode, too
            return new BadEventLog(
                    new BufferedWriter(
                            new OutputStreamWriter(
                                    Files.newOutputStream(path, options), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new LockstepException(
                    ServerError.FILE_NOT_WRITABLE,
                    "The bad-events file " + path + " cannot be written: " + e + ".");
        }
    }

    /**
     * Which connector's block is being stepped; its rows are the causes of what the engine reports.
     */
    synchronized void current(String name, EventBlock stepped) {
        connector = name;
        block = stepped;
    }

    /** What is stepped now comes from no connector. */
    synchronized void currentNone() {
        connector = "";
        block = null;
    }

    public synchronized void engine(BadEvent e) {
        EventBlock b = block;
        String place = b == null ? "" : b.place(e.cause());
        write(
                e.code().code(),
                e.window(),
                connector,
                // a timer's events and what only time caused stand in no document
                place.isEmpty() ? "journal entry " + e.position() + ":" + e.cause() : place,
                e.reason(),
                e.text());
    }

    /** Makes visible what was written so far. */
    public synchronized void flush() {
        if (file != null) {
            try {
                file.flush();
                unflushed = 0;
            } catch (IOException e) {
                throw notWritable(e);
            }
        }
    }

    private static LockstepException notWritable(IOException e) {
        return new LockstepException(
                ServerError.FILE_NOT_WRITABLE, "The bad-events file cannot be written: " + e + ".");
    }

    /** A row of a bus that cannot be decoded. */
    public synchronized void record(String window, BadRow row) {
        write(row.code().code(), window, "", row.place(), row.reason(), row.text());
    }

    synchronized void connector(Feed feed, BadRow row) {
        write(row.code().code(), feed.window(), feed.name(), row.place(), row.reason(), row.text());
    }

    private void write(String... columns) {
        count++;
        if (count <= LOGGED_FIRST || count % LOGGED_EVERY == 0) {
            LOG.warn("bad event {}: {}", count, printable(String.join(" | ", columns)));
        }
        if (file == null) {
            return;
        }
        try {
            for (int k = 0; k < columns.length; k++) {
                file.write(k == 0 ? "" : ",");
                file.write(
                        '"'
                                + columns[k]
                                        .replace("\\", "\\\\")
                                        .replace("\"", "\\\"")
                                        .replace("\n", "\\n")
                                        .replace("\r", "\\r")
                                + '"');
            }
            file.write('\n');
            unflushed++;
            if (unflushed == FLUSHED_EVERY) {
                // others may write to the same file: no line goes out in two parts
                flush();
            }
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    /** Events come from anywhere: none of them may end a line of the log or steer a terminal. */
    private static String printable(String text) {
        StringBuilder s = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '\n' -> s.append("\\n");
                                case '\r' -> s.append("\\r");
                                default -> s.appendCodePoint(Character.isISOControl(c) ? '?' : c);
                            }
                        });
        return s.toString();
    }

    public synchronized void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw notWritable(e);
            }
        }
    }
}
