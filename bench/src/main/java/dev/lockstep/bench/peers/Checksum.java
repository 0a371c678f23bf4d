package dev.lockstep.bench.peers;

/**
 * What a consumer has seen. Every field of every row goes in: texts, counts and times into a sum
 * that must be the same for every contestant, doubles into one that may differ by rounding, since a
 * compensated sum ends elsewhere than a naive one.
 */
final class Checksum {
    private static final double ROUNDING = 1e-9;

    private long rows;
    private long exact;
    private double rounded;

    Checksum() {}

    Checksum(long rows, long exact, double rounded) {
        this.rows = rows;
        this.exact = exact;
        this.rounded = rounded;
    }

    void clear() {
        rows = 0;
        exact = 0;
        rounded = 0;
    }

    /** What another one has seen. */
    void add(Checksum other) {
        rows += other.rows;
        exact += other.exact;
        rounded += other.rounded;
    }

    /** A row that passed the filter of W1. */
    void trade(
            long id,
            String symbol,
            String broker,
            double price,
            int quantity,
            long time,
            double value) {
        rows++;
        exact += id + symbol.hashCode() + 31L * broker.hashCode() + quantity + time;
        rounded += price + value;
    }

    /** A group of W2. */
    void group(String symbol, double vwap, long count, double least, double greatest) {
        rows++;
        exact += symbol.hashCode() + 31 * count;
        rounded += vwap + least + greatest;
    }

    /** A group of W3. */
    void group(String symbol, double vwap, long count, double greatest) {
        rows++;
        exact += symbol.hashCode() + 31 * count;
        rounded += vwap + greatest;
    }

    /** W3: a group that has lost its last row. */
    void emptied(String symbol) {
        rows++;
        exact += symbol.hashCode();
    }

    /** A broker of W4. */
    void fee(String broker, double fee, long count) {
        rows++;
        exact += broker.hashCode() + 31 * count;
        rounded += fee;
    }

    boolean agreesWith(Checksum other) {
        double scale = Math.max(Math.abs(rounded), Math.abs(other.rounded));
        return rows == other.rows
                && exact == other.exact
                && Math.abs(rounded - other.rounded) <= scale * ROUNDING;
    }

    long rows() {
        return rows;
    }

    /** Three words that {@link #parse} reads. */
    String text() {
        return rows + " " + exact + " " + rounded;
    }

    static Checksum parse(String text) {
        String[] words = text.split(" ");
        return new Checksum(
                Long.parseLong(words[0]), Long.parseLong(words[1]), Double.parseDouble(words[2]));
    }

    @Override
    public String toString() {
        return rows + " rows, checksums " + exact + " and " + rounded;
    }
}
