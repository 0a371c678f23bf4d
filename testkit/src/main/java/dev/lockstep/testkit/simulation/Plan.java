package dev.lockstep.testkit.simulation;

/**
 * What is fixed at the beginning of a simulation.
 *
 * @param machines on which an engine runs
 * @param credit bytes that may be read ahead
 * @param trouble how long faults begin
 * @param faults how many are drawn for that time
 * @param traps how many faults wait for a moment
 * @param inputGap mean time between two records of an input
 * @param clients that publish payloads
 * @param lostReceipts how many of a hundred acknowledgements their publishers do not get
 * @param finale what is tried once everything is well
 * @param poll how often an engine is stepped without a fact
 */
record Plan(
        int machines,
        int inputs,
        int outputs,
        long credit,
        long trouble,
        int faults,
        int traps,
        long inputGap,
        int clients,
        long poll,
        boolean hasTransactionalInput,
        int lostReceipts,
        Finale finale) {
    /** What is tried in the end. */
    enum Finale {
        NONE,
        ASTRAY,
        END,
        HAND_OVER,
        CRASH,
        FREEZE,
        SLEEP
    }

    static Plan of(Chance c) {
        boolean isCalm = c.percent(5);
        return new Plan(
                c.percent(10) ? 1 : c.percent(15) ? 4 : c.percent(40) ? 2 : 3,
                1 + c.below(3),
                1 + c.below(3),
                c.percent(50) ? c.between(200, 1500) : 100_000,
                c.between(3, 12) * Timeline.SECOND,
                isCalm ? 0 : 1 + c.below(8),
                isCalm ? 0 : c.below(6),
                c.between(15, 400) * Timeline.MS,
                c.below(4),
                c.between(10, 50) * Timeline.MS,
                c.percent(40),
                c.percent(30) ? 20 : 0,
                c.percent(50) ? Finale.NONE : Finale.values()[1 + c.below(6)]);
    }
}
