package dev.lockstep.failover.link;

import dev.lockstep.api.error.LockstepException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection from its greeting to its end. The thread that runs it reads; behind the greeting a
 * second one writes, so that a peer that does not read holds up nobody else. Whoever looks after
 * time closes it from outside, see {@link #checkTime}.
 */
final class Connection {
    private static final int BUFFER = 8192;
    private static final int WAITING = 8;

    private final Shared shared;
    private final Socket raw;
    private final String place;
    private final ArrayBlockingQueue<Message> waiting = new ArrayBlockingQueue<>(WAITING);
    private volatile long deadlineNanos;
    private volatile boolean isOverdue;
    private volatile boolean isClosedHere;
    private volatile boolean isKnown;
    private volatile @Nullable Thread writer;
    private String peerName = "";

    Connection(Shared shared, Socket raw, String place) {
        this.shared = shared;
        this.raw = raw;
        this.place = place;
        allow(shared.settings.pace().greeting());
    }

    /** Whether the peer has proved who it is. */
    boolean isKnown() {
        return isKnown;
    }

    /** Gives the peer so long from now on. */
    void allow(long millis) {
        deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Closes it if the peer has taken longer than it may. */
    void checkTime(long now) {
        if (now - deadlineNanos > 0 && !isClosedHere) {
            isOverdue = true;
            if (!isKnown || writer == null) {
                close();
            } else {
                // a peer that was stopped must not take our end for our death
                leave(false);
                allow(shared.settings.pace().silence());
            }
        } else if (now - deadlineNanos > 0) {
            close();
        }
    }

    /** Greets a peer that has connected, and stays until the connection ends. */
    void runAccepted() {
        try {
            LinkTls tls = shared.settings.tls();
            Wire wire = wire(tls == null ? raw : tls.accepted(raw));
            Handshake.Peer peer = shared.handshake.accept(wire);
            shared.counters.accepted.increment();
            isKnown = true;
            if (peer.purpose() == Message.Purpose.SNAPSHOT) {
                new SnapshotSender(shared, this::allow).send(wire);
            } else {
                watch(wire, peer.engine(), peer.address());
            }
        } catch (IOException | LockstepException e) {
            fail(e);
        } finally {
            close();
        }
    }

    /**
     * Greets the peer that this end has connected to, and stays until the connection ends.
     *
     * @return whether it came to stand
     */
    boolean runConnected(InetSocketAddress target) {
        try {
            Wire wire = greet(target, Message.Purpose.WATCH);
            shared.counters.connected.increment();
            watch(wire, peerName, place);
        } catch (IOException | LockstepException e) {
            fail(e);
        } finally {
            close();
        }
        return isKnown;
    }

    /** Connects and greets. */
    Wire greet(InetSocketAddress target, Message.Purpose purpose) throws IOException {
        int greeting = shared.settings.pace().greeting();
        allow(2L * greeting);
        raw.connect(target, greeting);
        allow(greeting);
        raw.setTcpNoDelay(true);
        LinkTls tls = shared.settings.tls();
        Wire wire =
                wire(
                        tls == null
                                ? raw
                                : tls.connecting(raw, target.getHostString(), target.getPort()));
        peerName = shared.handshake.connect(wire, shared.address, purpose).engine();
        isKnown = true;
        return wire;
    }

    private static Wire wire(Socket socket) throws IOException {
        return new Wire(
                new BufferedInputStream(socket.getInputStream(), BUFFER), socket.getOutputStream());
    }

    private void fail(Exception e) {
        if (isOverdue || !isClosedHere) {
            shared.trouble.failed(place, e, isOverdue);
        }
    }

    private void watch(Wire wire, String engine, String address) {
        shared.watch.joined(engine, address);
        boolean isByPeer = false;
        try {
            allow(shared.settings.pace().dead());
            writer = shared.thread("to-" + place, () -> write(wire));
            while (true) {
                take(wire.read(), engine);
                if (!isClosedHere) {
                    allow(shared.settings.pace().dead());
                }
            }
        } catch (LockstepException e) {
            fail(e);
        } catch (IOException e) {
            isByPeer = !isClosedHere;
            if (isOverdue) {
                fail(e);
            }
        } finally {
            // before anything else: others wait for this
            shared.watch.ended(engine, isByPeer);
            if (isByPeer) {
                shared.counters.resets.increment();
            }
            close();
        }
    }

    private void take(Message message, String engine) {
        switch (message) {
            case Message.Heartbeat h when h.engine().equals(engine) -> {
                shared.counters.heartbeatsHeard.increment();
                shared.watch.heard(h);
            }
            case Message.Leaving l -> shared.watch.left(engine, l.isStopping());
            default -> throw Frames.bad("the peer said what does not belong here");
        }
    }

    private void write(Wire wire) {
        long beatNanos = TimeUnit.MILLISECONDS.toNanos(shared.settings.pace().heartbeat());
        try {
            wire.write(shared.heartbeat());
            while (true) {
                Message next = waiting.poll(beatNanos, TimeUnit.NANOSECONDS);
                wire.write(next == null ? shared.heartbeat() : next);
                if (next instanceof Message.Leaving) {
                    close();
                    return;
                }
                shared.counters.heartbeatsSent.increment();
            }
        } catch (IOException | InterruptedException e) {
            // the reader notices what there is to notice
        }
    }

    /** Tells the peer now what this engine is. */
    void beat() {
        if (writer != null && waiting.isEmpty()) {
            waiting.add(shared.heartbeat());
        }
    }

    /** Says that this end leaves, and closes behind that. */
    void leave(boolean isStopping) {
        isClosedHere = true;
        if (writer == null || !waiting.offer(new Message.Leaving(isStopping))) {
            close();
        }
    }

    /** Waits until the writer has ended, not longer than that. */
    void awaitEnd(long millis) throws InterruptedException {
        Thread w = writer;
        if (w != null && millis > 0) {
            w.join(millis);
        }
    }

    void close() {
        isClosedHere = true;
        try {
            // the bare connection: TLS would wait for a peer that does not read
            raw.close();
        } catch (IOException e) {
            // closed is closed
        }
        Thread w = writer;
        if (w != null && !w.equals(Thread.currentThread())) {
            w.interrupt();
        }
        shared.connections.remove(this);
        shared.accepted.remove(this);
    }
}
