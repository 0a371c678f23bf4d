package dev.lockstep.testkit.simulation;

import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;

/** One direction of a connection: what is sent arrives late, but never overtakes. */
final class Pipe {
    private final World world;
    private final BooleanSupplier isBlocked;
    private final ArrayDeque<Message> queue = new ArrayDeque<>();
    private boolean isArmed;
    private long lastDue;

    private record Message(long due, Runnable action) {}

    Pipe(World world, BooleanSupplier isBlocked) {
        this.world = world;
        this.isBlocked = isBlocked;
    }

    void send(long delay, Runnable action) {
        lastDue = Math.max(lastDue, world.timeline().now() + delay);
        queue.add(new Message(lastDue, action));
        arm();
    }

    private void arm() {
        Message first = queue.peek();
        if (!isArmed && first != null) {
            isArmed = true;
            world.timeline().at(first.due(), this::deliver);
        }
    }

    private void deliver() {
        isArmed = false;
        while (true) {
            Message first = queue.peek();
            if (first == null || first.due() > world.timeline().now()) {
                arm();
                return;
            }
            if (isBlocked.getAsBoolean()) {
                isArmed = true;
                world.timeline().after(world.retransmitDelay(), this::deliver);
                return;
            }
            queue.remove();
            first.action().run();
        }
    }

    /** What has not arrived never will. */
    void reset() {
        queue.clear();
    }
}
