package dev.lockstep.testkit.simulation;

import dev.lockstep.api.error.Problem;
import dev.lockstep.api.replica.ReplicaModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Everything that a simulation consists of. One thread. */
final class World {
    private final Chance chance;
    private final boolean isFolderShared;
    private final Plan plan;
    private final Project project;
    private final Coverage coverage;
    private final Timeline timeline = new Timeline();
    private final Trace trace;
    private final Bus bus;
    private final Judge judge;
    private final Links links;
    private final PeerSnapshots peers;
    private final Roles roles;
    private final Publishers publishers;
    private final Faults faults;
    private final List<Machine> machines = new ArrayList<>();
    private final Set<String> mayChange = new TreeSet<>();

    World(long seed, boolean isReal, Coverage coverage, Trace trace) {
        this.chance = new Chance(seed);
        this.plan = Plan.of(chance.split());
        this.isFolderShared = chance.percent(50);
        this.project =
                isReal ? EngineProject.of(seed) : new LedgerProject(plan.inputs(), plan.outputs());
        this.coverage = coverage;
        this.trace = trace;
        this.bus = new Bus(this, project.inputs(), project.outputs());
        this.judge = new Judge(this, project.newModel());
        this.links = new Links(this, plan.machines());
        this.peers = new PeerSnapshots(this);
        this.roles = new Roles(this);
        this.publishers = new Publishers(this);
        this.faults = new Faults(this);
        for (int k = 0; k < plan.machines(); k++) {
            machines.add(new Machine(this, String.valueOf((char) ('a' + k)), k));
        }
    }

    Chance chance() {
        return chance;
    }

    /** Whether engines find each other's snapshots, too. */
    boolean isFolderShared() {
        return isFolderShared;
    }

    Plan plan() {
        return plan;
    }

    Timeline timeline() {
        return timeline;
    }

    Bus bus() {
        return bus;
    }

    Judge judge() {
        return judge;
    }

    Links links() {
        return links;
    }

    PeerSnapshots peers() {
        return peers;
    }

    Roles roles() {
        return roles;
    }

    Publishers publishers() {
        return publishers;
    }

    Faults faults() {
        return faults;
    }

    List<Machine> machines() {
        return machines;
    }

    Machine anyMachine(Chance by) {
        return machines.get(by.below(machines.size()));
    }

    Project project() {
        return project;
    }

    /** A model of the version that engines run now. */
    ReplicaModel newModel() {
        ReplicaModel next = mayChange.isEmpty() ? null : project.nextModel();
        return next == null ? project.newModel() : next;
    }

    /**
     * From now on engines run the next version of the project.
     *
     * @param machines whose engines may say that the journal goes on with it
     */
    void goOver(Set<String> machines) {
        mayChange.addAll(machines);
    }

    /** Whether engines run the next version. */
    boolean isNextVersion() {
        return !mayChange.isEmpty();
    }

    /** Whether the engine on that machine was told to go over to the next version. */
    boolean mayChange(String machine) {
        return mayChange.contains(machine);
    }

    void seen(Seen seen) {
        coverage.add(seen);
    }

    /** How long nobody reigned. */
    void gap(long milliseconds) {
        coverage.gap(plan.finale(), milliseconds);
    }

    void moment(Moment moment, Machine machine) {
        faults.moment(moment, machine);
    }

    boolean isTracing() {
        return trace.isOn();
    }

    void trace(String line) {
        if (trace.isOn()) {
            trace.add(timeline.now(), line);
        }
    }

    void alarmed(Process process, Problem problem) {
        trace(process.name() + " alarm " + problem);
    }

    /** How long something takes between a machine and the bus, one way. */
    long busDelay(Machine machine) {
        long micros = chance.between(200, 3000);
        if (chance.percent(2)) {
            micros *= 20;
        }
        if (machine.isSlow() || bus.isSlow()) {
            micros = micros * 30 + 20_000;
        }
        return micros * 1000;
    }

    long retransmitDelay() {
        return chance.between(20, 80) * Timeline.MS;
    }

    /** How long a transaction that was decided is not visible in one log. */
    long markDelay() {
        long micros = chance.between(100, 2000);
        // with nothing wrong it never takes so long that a standby loses patience
        boolean isLong = chance.percent(3) && !faults.isOver();
        return (isLong ? micros * 100 : micros) * 1000;
    }

    int fetchSize() {
        return chance.percent(10) ? 1 + chance.below(4) : 500;
    }
}
