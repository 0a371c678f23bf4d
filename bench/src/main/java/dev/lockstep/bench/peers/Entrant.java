package dev.lockstep.bench.peers;

/** Who is measured, in the order of a round. */
enum Entrant {
    PLAIN("plain"),
    ESPER("esper"),
    LOCKSTEP("lockstep");

    private static final int OUR_SHARE = 3;

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

    /** Weight when time is scarce: ours is quick, but has to get warm like everybody. */
    int share(Workload workload) {
        return this == LOCKSTEP && !workload.isOfFiles() ? OUR_SHARE : workload.share();
    }

    Contestant contestant(Models models, Trades trades, CsvFiles files) {
        return switch (this) {
            case PLAIN -> new PlainLoop(trades, files);
            case ESPER -> new EsperPeer(trades, files);
            case LOCKSTEP -> new LockstepPeer(models, trades, files);
        };
    }
}
