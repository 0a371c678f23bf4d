package dev.lockstep.systemtests.fault;

import dev.lockstep.systemtests.wire.Target;
import dev.lockstep.systemtests.wire.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** All kinds of faults that trials draw from. */
public final class Faults {
    private static final Set<Target> EVERYTHING = Set.of(Target.values());

    /** What takes long to heal is drawn once for this many draws of anything else. */
    private static final int RARE = 3;

    private static final List<Fault> OF_ENGINES =
            List.of(
                    new Kill(Who.ACTIVE),
                    new Kill(Who.STANDBY),
                    new KillTwo(),
                    new KillAll(),
                    new KillSuccessor(),
                    new KillWhilePersisting(Who.ACTIVE),
                    new KillWhilePersisting(Who.STANDBY),
                    new KillWhileJoining(),
                    new Freeze(Who.ACTIVE),
                    new Freeze(Who.STANDBY),
                    new FreezeShortly(),
                    new FullDisk(Who.ACTIVE),
                    new FullDisk(Who.STANDBY),
                    new Switch());

    private static final List<Fault> OF_THE_NETWORK =
            List.of(
                    new Cut(Who.ACTIVE, Set.of(Target.KAFKA), Way.BOTH),
                    new Cut(Who.ACTIVE, Set.of(Target.KAFKA), Way.OUT),
                    new Cut(Who.ACTIVE, Set.of(Target.KAFKA), Way.IN),
                    new Cut(Who.ACTIVE, Set.of(Target.ZOOKEEPER), Way.BOTH),
                    new Cut(Who.ACTIVE, Set.of(Target.PEERS), Way.BOTH),
                    new Cut(Who.ACTIVE, Set.of(Target.PEERS), Way.OUT),
                    new Cut(Who.ACTIVE, Set.of(Target.ZOOKEEPER, Target.PEERS), Way.BOTH),
                    new Cut(Who.ACTIVE, EVERYTHING, Way.BOTH),
                    new Cut(Who.STANDBY, Set.of(Target.KAFKA), Way.BOTH),
                    new Cut(Who.STANDBY, EVERYTHING, Way.BOTH),
                    new Slow(Who.ACTIVE, 20, 0),
                    new Slow(Who.ACTIVE, 5, 200_000),
                    new Slow(Who.STANDBY, 20, 0));

    private static final List<Fault> OF_THE_BUS =
            List.of(
                    new LoseNode(Part.COORDINATOR),
                    new LoseNode(Part.BROKER),
                    new LoseNode(Part.ZOOKEEPER),
                    new FreezeNode(Part.COORDINATOR),
                    new FreezeNode(Part.BROKER),
                    new FreezeNode(Part.ZOOKEEPER),
                    new FullBroker());

    private static final List<Fault> TOGETHER =
            List.of(
                    new Both(new LoseNode(Part.ZOOKEEPER), new Kill(Who.ACTIVE)),
                    new Both(new LoseNode(Part.COORDINATOR), new Kill(Who.ACTIVE)),
                    new Both(new LoseNode(Part.BROKER), new Freeze(Who.ACTIVE)),
                    new Both(new FreezeNode(Part.COORDINATOR), new Kill(Who.ACTIVE)),
                    new Both(
                            new Cut(Who.STANDBY, Set.of(Target.KAFKA), Way.BOTH),
                            new Kill(Who.ACTIVE)),
                    new Both(
                            new Cut(Who.STANDBY, Set.of(Target.KAFKA), Way.IN),
                            new Freeze(Who.ACTIVE)),
                    new Both(new Slow(Who.STANDBY, 20, 0), new Kill(Who.ACTIVE)),
                    new Both(
                            new Cut(Who.ACTIVE, Set.of(Target.ZOOKEEPER), Way.BOTH),
                            new Kill(Who.ACTIVE)));

    private Faults() {}

    /** Each kind once. */
    public static List<Fault> all() {
        List<Fault> all = new ArrayList<>(OF_ENGINES);
        all.addAll(OF_THE_NETWORK);
        all.addAll(OF_THE_BUS);
        all.addAll(TOGETHER);
        return all;
    }

    /** Those that can be done here and whose words contain these; as often as they shall come. */
    public static List<Fault> among(String words) {
        List<Fault> all = new ArrayList<>();
        for (int k = 0; k < RARE; k++) {
            all.addAll(OF_ENGINES);
            all.addAll(OF_THE_NETWORK);
        }
        all.addAll(OF_THE_BUS);
        all.addAll(TOGETHER);
        all.removeIf(f -> !f.words().contains(words) || !f.obstacle().isEmpty());
        return all;
    }

    /** One of those. */
    public static Fault draw(Random random, List<Fault> among) {
        return among.get(random.nextInt(among.size()));
    }
}
