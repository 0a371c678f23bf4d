package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who puts something in: records into the bus's inputs, and payloads into engines. */
final class Publishers {
    private final World world;
    private final Chance chance;
    private final List<Client> clients = new ArrayList<>();
    private boolean isOver;

    /** Hands over one payload after the other, each until it is acknowledged. */
    private final class Client {
        final String name;
        final long gap = chance.between(20, 500) * Timeline.MS;
        long messageId;
        int attempt;
        boolean isWaiting;
        @Nullable Process target;

        Client(String name) {
            this.name = name;
        }

        void publish() {
            if (!isOver) {
                messageId += 1 + chance.below(3);
                isWaiting = true;
                offer(++attempt);
            }
        }

        void offer(int number) {
            if (!isWaiting || attempt != number) {
                return;
            }
            Process to = choose();
            target = to;
            if (to == null) {
                again(50);
                return;
            }
            Fact.Offered offer =
                    new Fact.Offered(
                            world.project().payloadSource(),
                            name,
                            messageId,
                            world.project().payload(name, messageId));
            world.timeline().after(delay(), () -> arrive(to, offer));
            again(chance.between(800, 2000));
        }

        private void arrive(Process to, Fact.Offered offer) {
            if (to.isAlive()) {
                to.run(() -> to.offer(offer));
            } else if (isWaiting && target == to) {
                again(20);
            }
        }

        void again(long milliseconds) {
            int next = ++attempt;
            world.timeline().after(milliseconds * Timeline.MS, () -> offer(next));
        }

        private @Nullable Process choose() {
            List<Process> running = new ArrayList<>();
            for (Machine m : world.machines()) {
                Process p = m.process();
                if (p != null) {
                    if (p.role() == Role.ACTIVE && chance.percent(70)) {
                        return p;
                    }
                    running.add(p);
                }
            }
            return running.isEmpty() ? null : running.get(chance.below(running.size()));
        }
    }

    Publishers(World world) {
        this.world = world;
        this.chance = world.chance().split();
    }

    private long delay() {
        return chance.between(1, 6) * Timeline.MS;
    }

    void start() {
        for (int k = 0; k < world.bus().inputs.length; k++) {
            feed(k);
        }
        for (int k = 0; k < world.plan().clients(); k++) {
            Client client = new Client("client" + k);
            clients.add(client);
            world.timeline().after(client.gap, client::publish);
        }
    }

    /** Begins again behind a stop. */
    void goOn() {
        isOver = false;
        for (int k = 0; k < world.bus().inputs.length; k++) {
            feed(k);
        }
        for (Client c : clients) {
            if (!c.isWaiting) {
                world.timeline().after(c.gap, c::publish);
            }
        }
    }

    /** What was begun is brought to its end, but nothing new begins. */
    void stop() {
        isOver = true;
    }

    private void feed(int input) {
        long gap = world.plan().inputGap();
        boolean isBurst = chance.percent(5);
        world.timeline()
                .after(
                        isBurst ? Timeline.MS : chance.between(gap / 8, gap * 2),
                        () -> {
                            if (!isOver) {
                                put(input);
                                feed(input);
                            }
                        });
    }

    private void put(int input) {
        Log log = world.bus().inputs[input];
        if (chance.percent(3)) {
            log.skip();
        }
        if (!world.plan().hasTransactionalInput() || chance.percent(70)) {
            log.append(world.project().record(input, chance), null, 0);
            return;
        }
        Log.Transaction transaction = new Log.Transaction();
        for (int k = chance.below(3); k >= 0; k--) {
            log.append(world.project().record(input, chance), transaction, 0);
        }
        boolean isCommitted = chance.percent(70);
        world.timeline()
                .after(
                        chance.between(1, 300) * Timeline.MS,
                        () -> {
                            transaction.isCommitted = isCommitted;
                            log.close(transaction);
                        });
    }

    private @Nullable Client clientOf(String name) {
        for (Client c : clients) {
            if (c.name.equals(name)) {
                return c;
            }
        }
        return null;
    }

    void acknowledged(Process by, Effect.Receipt receipt) {
        if (receipt.isRepeat()) {
            world.seen(Seen.REPEAT);
        }
        Client c = clientOf(receipt.client());
        if (c != null && c.target == by && !chance.percent(world.plan().lostReceipts())) {
            world.timeline()
                    .after(
                            delay(),
                            () -> {
                                if (c.isWaiting && c.messageId == receipt.messageId()) {
                                    c.isWaiting = false;
                                    world.timeline().after(c.gap, c::publish);
                                }
                            });
        }
    }

    void turnedAway(Process by, Effect.TurnAway away) {
        Client c = clientOf(away.client());
        if (c != null && c.target == by && c.isWaiting && c.messageId == away.messageId()) {
            c.again(chance.between(20, 100));
        }
    }

    void crashed(Process process) {
        for (Client c : clients) {
            if (c.target == process && c.isWaiting) {
                c.again(chance.between(5, 50));
            }
        }
    }

    /** What a publisher still waits for. */
    @Nullable String missing() {
        for (Client c : clients) {
            if (c.isWaiting) {
                return c.name + " waits for payload " + c.messageId;
            }
        }
        return null;
    }
}
