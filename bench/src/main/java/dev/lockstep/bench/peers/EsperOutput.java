package dev.lockstep.bench.peers;

import org.jspecify.annotations.Nullable;

/**
 * Subscribers as Esper wants them: public classes with a method {@code update} that has a parameter
 * for each selected column. Esper calls them by reflection.
 */
@SuppressWarnings("unused") // see above
public final class EsperOutput {
    private EsperOutput() {}

    /** W1. */
    public static final class Trades {
        private final Checksum output;

        Trades(Checksum output) {
            this.output = output;
        }

        public void update(
                long id,
                String symbol,
                String broker,
                double price,
                int quantity,
                long time,
                double value) {
            output.trade(id, symbol, broker, price, quantity, time, value);
        }
    }

    /** W2. */
    public static final class Groups {
        private final Checksum output;

        Groups(Checksum output) {
            this.output = output;
        }

        public void update(String symbol, double vwap, long count, double least, double greatest) {
            output.group(symbol, vwap, count, least, greatest);
        }
    }

    /** W3, where a group may lose its last row. */
    public static final class Window {
        private final Checksum output;

        Window(Checksum output) {
            this.output = output;
        }

        public void update(
                String symbol, @Nullable Double vwap, Long count, @Nullable Double greatest) {
            if (vwap == null || greatest == null) {
                output.emptied(symbol);
            } else {
                output.group(symbol, vwap, count, greatest);
            }
        }
    }

    /** W4. */
    public static final class Fees {
        private final Checksum output;

        Fees(Checksum output) {
            this.output = output;
        }

        public void update(String broker, double fee, long count) {
            output.fee(broker, fee, count);
        }
    }

    /** W6. */
    public static final class Lines {
        private CsvFiles.@Nullable Rows rows;

        void to(CsvFiles.Rows file) {
            rows = file;
        }

        public void update(String symbol, double vwap, long count, double least, double greatest) {
            CsvFiles.Rows r = rows;
            if (r != null) {
                r.write(symbol, vwap, count, least, greatest);
            }
        }
    }
}
