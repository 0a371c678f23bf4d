package dev.lockstep.failover.coordination;

import dev.lockstep.failover.kafka.KafkaCoordination;
import dev.lockstep.failover.kafka.KafkaCoordinationSettings;
import dev.lockstep.failover.role.Role;
import dev.lockstep.failover.zookeeper.ZooKeeperCoordination;
import dev.lockstep.failover.zookeeper.ZooKeeperCoordinationSettings;
import java.util.List;

/** A process that registers an engine; ends with the process that started it. */
public final class CoordinationChild {
    private CoordinationChild() {}

    /** Arguments: kind, address, project, engine, epoch of its reign. */
    public static void main(String[] arguments) throws Exception {
        Coordination coordination =
                arguments[0].equals("zookeeper")
                        ? new ZooKeeperCoordination(ZooKeeperCoordinationSettings.at(arguments[1]))
                        : new KafkaCoordination(KafkaCoordinationSettings.at(arguments[1]));
        int epoch = Integer.parseInt(arguments[4]);
        try (coordination) {
            coordination.register(
                    new Member(arguments[2], arguments[3], -1, "h:1", Role.ACTIVE, epoch, 10, 0),
                    new Coordination.Listener() {
                        @Override
                        public void changed(List<Member> members) {}

                        @Override
                        public void gone(Member member) {}
                    });
            if (System.in.read() < 0) {
                System.err.println("the parent is gone");
            }
        }
    }
}
