package dev.lockstep.bench.peers;

/** Who is measured, in the order of a round. */
enum Entrant {
    PLAIN("plain"),
    ESPER("esper"),
    LOCKSTEP("lockstep");

    private final String label;

    Entrant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** What this one runs in a workload's row. */
    Workload runs(Workload row) {
        return this == LOCKSTEP ? row : row.original();
    }

    Contestant contestant(Models models, Trades trades, CsvFiles files) {
        return switch (this) {
            case PLAIN -> new PlainLoop(trades, files);
            case ESPER -> new EsperPeer(trades, files);
            case LOCKSTEP -> new LockstepPeer(models, trades, files);
        };
    }
}
