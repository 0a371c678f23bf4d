package dev.lockstep.server.failover;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.ConnectorClass;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.replica.RecordEncoder;
import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.connectors.fs.PlainFile;
import dev.lockstep.engine.replica.OutputRoute;
import dev.lockstep.engine.replica.OutputTap;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import dev.lockstep.server.outlet.FileOutlet;
import dev.lockstep.server.outlet.Outlet;
import dev.lockstep.server.outlet.StreamOutlet;
import dev.lockstep.server.payload.Payloads;
import dev.lockstep.server.project.ConnectorStatus;
import dev.lockstep.server.run.ConnectorClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connectors of a replicated project that are no bus: they work where the replica reigns. */
final class OtherConnectors implements AutoCloseable {
    private final FailoverPlan plan;
    private final Payloads payloads;
    private final List<Sink> sinks = new ArrayList<>();

    /** A subscriber's place, and how the routes to it are made, one for each model. */
    private record Sink(Outlet outlet, Supplier<OutputRoute> route) {}

    /**
     * @param endsProject whether the project ends when all its publishers have
     * @param badRows told the window and each row that a publisher cannot read
     * @param sink of facts; may wait; not called by the replica's thread
     */
    OtherConnectors(
            FailoverPlan plan,
            String engine,
            boolean endsProject,
            BiConsumer<String, BadRow> badRows,
            Consumer<Fact> sink) {
        this.plan = plan;
        this.payloads =
                new Payloads(plan.project().name(), engine, endsProject, this::isBehind, sink);
        for (FailoverPlan.Other o : plan.others()) {
            ConnectorClass type =
                    ConnectorClasses.named(o.spec().connectorClass(), o.spec().where());
            if (o.spec().direction() == Direction.PUBLISH) {
                payloads.add(o.config(), o.window(), () -> type.publisher(o.config()), badRows);
            } else {
                sinks.add(sink(o, type));
            }
        }
    }

    private static Sink sink(FailoverPlan.Other o, ConnectorClass type) {
        Subscriber wishes = type.subscriber(o.config());
        boolean isCollapsed = o.isCollapsed() || wishes.wantsCollapsed();
        boolean skips = wishes.skipsRetentionDeletes();
        PlainFile file =
                o.spec().connectorClass().equals("fs")
                        ? PlainFile.of(o.config()).orElse(null)
                        : null;
        if (file != null) {
            FileOutlet outlet = new FileOutlet(o.config(), o.window(), file.path());
            return new Sink(
                    outlet,
                    () ->
                            route(
                                    o,
                                    file.path().toString(),
                                    isCollapsed,
                                    skips,
                                    file.encoder(),
                                    outlet));
        }
        StreamOutlet outlet =
                new StreamOutlet(o.config(), o.window(), () -> type.subscriber(o.config()));
        return new Sink(
                outlet,
                () ->
                        route(
                                o,
                                o.config().name(),
                                isCollapsed,
                                skips,
                                new FrameEncoder(o.config().schema()),
                                null));
    }

    private static OutputRoute route(
            FailoverPlan.Other o,
            String target,
            boolean isCollapsed,
            boolean skips,
            RecordEncoder encoder,
            @Nullable OutputTap tap) {
        return new OutputRoute(o.window(), target, isCollapsed, skips, encoder, tap);
    }

    /** Routes for a new model; their place among its outputs is behind those of the topics. */
    List<OutputRoute> routes() {
        return sinks.stream().map(s -> s.route().get()).toList();
    }

    private boolean isBehind() {
        return sinks.stream().anyMatch(s -> s.outlet().isBehind());
    }

    void start() {
        payloads.start();
    }

    // ---- told by the replica's thread

    void announced(Role role, Map<String, Long> clients, boolean isEnded) {
        sinks.forEach(s -> s.outlet().announced(role));
        payloads.announced(role, clients, isEnded);
    }

    void released(Effect.Release r) {
        int topics = plan.outputs().size();
        for (ReplicaOutput o : r.output()) {
            if (o.output() >= topics) {
                sinks.get(o.output() - topics).outlet().released(o);
            }
        }
        payloads.acknowledged(r.acknowledged());
    }

    void turnedAway(String client) {
        payloads.turnedAway(client);
    }

    // ---- by any thread

    CompletableFuture<Void> inject(String window, List<EventBlock> blocks)
            throws InterruptedException {
        return payloads.inject(window, blocks);
    }

    List<ConnectorStatus> status() {
        List<ConnectorStatus> all = new ArrayList<>(payloads.status());
        sinks.forEach(s -> all.add(s.outlet().status()));
        return all;
    }

    /** Waits until plain files hold all that is committed now; false if they do not in time. */
    boolean awaitWritten(long millis) throws InterruptedException {
        boolean isWritten = true;
        for (Sink s : sinks) {
            isWritten &= !(s.outlet() instanceof FileOutlet f) || f.awaitWritten(millis);
        }
        return isWritten;
    }

    @Override
    public void close() throws InterruptedException {
        payloads.close();
        for (Sink s : sinks) {
            s.outlet().close();
        }
    }
}
