package dev.lockstep.bench.failover;

import java.util.List;

/**
 * What the command line says.
 *
 * @param rounds that count, of each part; 0 for what the part thinks right
 * @param warmUp rounds before those that count
 * @param seconds that a stretch of load takes
 * @param settle seconds of load before anything is measured of which compilers would take a share
 * @param rate events a second under load
 * @param events of a backlog
 * @param rowsOfRecord events that a record of the input holds
 * @param gib of state where much state is measured
 * @param engines of the project in failover
 * @param withZooKeeper whether ZooKeeper coordinates the engines, rather than Kafka alone
 * @param flags of the virtual machines of engines and loops; none for what each part thinks right
 */
record Plan(
        int rounds,
        int warmUp,
        int seconds,
        int settle,
        int rate,
        int events,
        int rowsOfRecord,
        double gib,
        int engines,
        boolean withZooKeeper,
        List<String> flags) {
    int rounds(Part part) {
        return rounds > 0 ? rounds : part.rounds();
    }
}
