package dev.lockstep.bench.peers;

import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.number.DoubleFormatter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * W6: the events as a CSV file, and what contestants without connectors of their own read and write
 * files with. Reading has a thread of its own, since both cores are allowed to everybody; doubles
 * are written by our own formatter, with six decimals.
 */
final class CsvFiles {
    private static final int ROWS_A_BATCH = 256;
    private static final int BATCHES_AHEAD = 64;
    private static final int BYTES_A_WRITE = 1 << 16;
    private static final TradeBean[] NONE = {};

    private final Path input;
    private final Path output;

    /** The files of one contestant in a folder that exists. */
    CsvFiles(Path folder, String contestant) {
        this.input = folder.resolve("trades.csv");
        this.output = folder.resolve("groups-" + contestant + ".csv");
    }

    Path input() {
        return input;
    }

    Path output() {
        return output;
    }

    /** Writes the events as {@code id,symbol,broker,price,quantity,time}. */
    static void write(Trades trades, Path folder) throws IOException {
        try (Writer w = Files.newBufferedWriter(folder.resolve("trades.csv"))) {
            for (int i = 0; i < trades.count; i++) {
                w.append(Integer.toString(i)).append(',');
                w.append(trades.symbols[trades.symbol[i]]).append(',');
                w.append(trades.brokers[trades.broker[i]]).append(',');
                w.append(Double.toString(trades.price[i])).append(',');
                w.append(Integer.toString(trades.quantity[i])).append(',');
                w.append(Long.toString(trades.millis[i] * 1000)).append('\n');
            }
        }
    }

    /**
     * Removes what a repetition before has written. Where a file is cut to nothing the system first
     * waits for its old content to reach the disk, and writes the new one out when it is closed.
     */
    void removeOutput() throws IOException {
        Files.deleteIfExists(output);
    }

    Input reader() throws IOException {
        return new Input(Files.newBufferedReader(input));
    }

    Rows writer() throws IOException {
        return new Rows(Files.newOutputStream(output));
    }

    /** The events of the file in batches, parsed on another thread. */
    static final class Input implements AutoCloseable {
        private final BlockingQueue<TradeBean[]> parsed = new ArrayBlockingQueue<>(BATCHES_AHEAD);
        private final BufferedReader lines;
        private final Thread parser;
        private volatile @Nullable Exception failure;

        Input(BufferedReader lines) {
            this.lines = lines;
            this.parser = new Thread(this::parse, "csv");
            parser.start();
        }

        private void parse() {
            try {
                TradeBean[] batch = new TradeBean[ROWS_A_BATCH];
                int size = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    batch[size++] = bean(line);
                    if (size == ROWS_A_BATCH) {
                        parsed.put(batch);
                        batch = new TradeBean[ROWS_A_BATCH];
                        size = 0;
                    }
                }
                if (size > 0) {
                    parsed.put(Arrays.copyOf(batch, size));
                }
            } catch (IOException | RuntimeException e) {
                failure = e;
            } catch (InterruptedException e) {
                return;
            }
            end();
        }

        private void end() {
            try {
                parsed.put(NONE);
            } catch (InterruptedException e) {
                // whoever closes does not read any more
            }
        }

        /** The next events; none at the end. */
        TradeBean[] next() {
            try {
                TradeBean[] batch = parsed.take();
                Exception e = failure;
                if (e != null) {
                    throw new IllegalStateException("the events cannot be read", e);
                }
                return batch;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            parser.interrupt();
            try {
                parser.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lines.close();
        }

        private static TradeBean bean(String line) {
            int a = line.indexOf(',');
            int b = line.indexOf(',', a + 1);
            int c = line.indexOf(',', b + 1);
            int d = line.indexOf(',', c + 1);
            int e = line.indexOf(',', d + 1);
            return new TradeBean(
                    Long.parseLong(line, 0, a, 10),
                    line.substring(a + 1, b),
                    line.substring(b + 1, c),
                    Double.parseDouble(line.substring(c + 1, d)),
                    Integer.parseInt(line, d + 1, e, 10),
                    Long.parseLong(line, e + 1, line.length(), 10) / 1000);
        }
    }

    /** Writes groups, a line each. */
    static final class Rows implements AutoCloseable {
        private final OutputStream file;
        private final ByteSink bytes = new ByteSink(BYTES_A_WRITE * 2);
        private final DoubleFormatter doubles =
                new DoubleFormatter(DoubleFormatter.DEFAULT_DECIMALS);

        Rows(OutputStream file) {
            this.file = file;
        }

        void write(String symbol, double vwap, long count, double least, double greatest) {
            bytes.put(symbol);
            bytes.put(',');
            doubles.format(vwap, bytes);
            bytes.put(',');
            bytes.putDecimal(count);
            bytes.put(',');
            doubles.format(least, bytes);
            bytes.put(',');
            doubles.format(greatest, bytes);
            bytes.put('\n');
            if (bytes.size() >= BYTES_A_WRITE) {
                drain();
            }
        }

        private void drain() {
            try {
                bytes.drainTo(file);
                bytes.clear();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            drain();
            file.close();
        }
    }

    /** Reads an output back; ours has opcode and flags in front of the fields. */
    void check(boolean hasOpcodes, Checksum into) throws IOException {
        int first = hasOpcodes ? 2 : 0;
        try (BufferedReader lines = Files.newBufferedReader(output)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",", -1);
                into.group(
                        fields[first].strip(),
                        Double.parseDouble(fields[first + 1]),
                        Long.parseLong(fields[first + 2]),
                        Double.parseDouble(fields[first + 3]),
                        Double.parseDouble(fields[first + 4]));
            }
        }
    }
}
