package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.link.PeerStatus;
import dev.lockstep.failover.link.SnapshotSource;
import dev.lockstep.failover.replica.SnapshotHead;
import dev.lockstep.failover.role.Role;
import dev.lockstep.server.persist.PersistError;
import dev.lockstep.server.persist.Snapshot;
import dev.lockstep.server.persist.SnapshotDraft;
import dev.lockstep.server.persist.SnapshotFolder;
import dev.lockstep.server.run.Sha256;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * States that engines of a project give each other over their links: what {@link
 * SnapshotTaking#STATE} holds, led by what says of which journal it is. Whoever gives one has
 * proved to know the project's secret; what it gives is checked all the same.
 */
final class PeerStates implements SnapshotSource, Recovery.Elsewhere {
    private static final Logger LOG = LoggerFactory.getLogger(PeerStates.class);
    private static final long LOOK_MILLIS = 50;
    private static final int PEERS = 3;

    private final String project;
    private final String modelDigest;
    private final Recovery recovery;
    private final SnapshotTaking taking;
    private final SnapshotShelf shelf;
    private final ReplicaThread replica;
    private final Ground ground;
    private final @Nullable Path own;

    /**
     * @param own parent of the folders in which what was taken stays; null to keep nothing
     */
    PeerStates(
            Parts parts,
            Recovery recovery,
            SnapshotTaking taking,
            SnapshotShelf shelf,
            @Nullable Path own) {
        this.project = parts.project();
        this.modelDigest = parts.modelDigest();
        this.replica = parts.replica();
        this.ground = parts.ground();
        this.recovery = recovery;
        this.taking = taking;
        this.shelf = shelf;
        this.own = own;
    }

    /** Of the project. */
    record Parts(String project, String modelDigest, ReplicaThread replica, Ground ground) {}

    private static byte[] mark(String journal, String model) {
        return ("lockstep-state-1 " + Sha256.of(journal + "\n" + model) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    // ---- giving

    @Override
    public @Nullable Offer open() throws IOException {
        try {
            byte[] mark = mark(ground.journal(), modelDigest);
            ReplicaThread.View view = replica.view();
            Snapshot kept = kept();
            boolean isFresh =
                    kept != null
                            && view.index() - kept.position()
                                    <= FailoverServerLimits.FRESH_ENTRIES.defaultValue();
            if (!isFresh && view.role() == Role.STANDBY) {
                return made(mark);
            }
            // the active does not stop for others
            return kept == null ? null : offer(mark, kept);
        } catch (LockstepException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it ends", e);
        }
    }

    private @Nullable Snapshot kept() {
        String journal = ground.journal();
        for (SnapshotShelf.Found found : shelf.furthestFirst(new java.util.ArrayList<>())) {
            try {
                Snapshot s = found.verified();
                s.demandModel(modelDigest);
                if (!Recovery.isOtherJournal(s, journal)) {
                    return s;
                }
            } catch (LockstepException | IOException e) {
                LOG.warn("Project {}: not given to others: {}", project, e.getMessage());
            }
        }
        return null;
    }

    private static Offer offer(byte[] mark, Snapshot s) throws IOException {
        long length = Files.size(s.folder().resolve(SnapshotTaking.STATE));
        return new Offer(
                s.position(),
                mark.length + length,
                new SequenceInputStream(
                        new ByteArrayInputStream(mark), s.open(SnapshotTaking.STATE)));
    }

    /** Written now, to a file that is gone when it has been read. */
    private Offer made(byte[] mark) throws IOException, InterruptedException {
        Path file = Files.createTempFile("lockstep-state-", "");
        boolean isOffered = false;
        try {
            long index;
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
                out.write(mark);
                index = taking.write(out, FailoverServerLimits.GIVE_MILLIS.defaultValue()).index();
            }
            taking.awaitWritten();
            Offer offer =
                    new Offer(
                            index,
                            Files.size(file),
                            Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
            isOffered = true;
            return offer;
        } finally {
            if (!isOffered) {
                Files.deleteIfExists(file);
            }
        }
    }

    // ---- taking

    @Override
    public Recovery.@Nullable Loaded take(long beyond, List<String> refused)
            throws InterruptedException {
        Peers peers = ground.peers();
        if (peers == null) {
            return null;
        }
        List<PeerStatus> givers = await(peers, beyond);
        for (PeerStatus peer : givers.subList(0, Math.min(PEERS, givers.size()))) {
            try {
                return from(peers, peer, beyond);
            } catch (LockstepException | IOException e) {
                refused.add("Engine " + peer.engine() + " gave no state: " + e.getMessage());
            }
        }
        return null;
    }

    private static List<PeerStatus> await(Peers peers, long beyond) throws InterruptedException {
        long until =
                System.nanoTime()
                        + TimeUnit.MILLISECONDS.toNanos(
                                FailoverServerLimits.PEER_MILLIS.defaultValue());
        List<PeerStatus> found = givers(peers, beyond);
        while (found.isEmpty() && System.nanoTime() - until < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            found = givers(peers, beyond);
        }
        return found;
    }

    private static List<PeerStatus> givers(Peers peers, long beyond) {
        return peers.givers().stream().filter(p -> p.index() > beyond).toList();
    }

    private Recovery.Loaded from(Peers peers, PeerStatus peer, long beyond) throws IOException {
        String journal = ground.journal();
        Path parent = own == null ? Files.createTempDirectory("lockstep-states-") : own;
        SnapshotFolder target = SnapshotFolder.of(parent, project);
        try (SnapshotDraft draft = target.draft(modelDigest)) {
            long[] index = new long[1];
            draft.section(
                    SnapshotTaking.STATE,
                    out ->
                            index[0] =
                                    peers.takeSnapshot(
                                            peer,
                                            new MarkedOutput(mark(journal, modelDigest), out)));
            taking.describe(draft, journal);
            Recovery.Loaded loaded = recovery.load(draft.open(SnapshotTaking.STATE));
            boolean isTaken = false;
            try {
                check(loaded.head(), index[0], beyond);
                isTaken = true;
            } finally {
                if (!isTaken) {
                    loaded.model().close();
                }
            }
            LOG.info(
                    "Project {} goes on from the state of {} at entry {}.",
                    project,
                    peer.engine(),
                    index[0]);
            if (own != null) {
                keep(draft, index[0]);
            }
            return loaded;
        } finally {
            if (own == null) {
                Files.deleteIfExists(target.folder());
                Files.deleteIfExists(parent);
            }
        }
    }

    private void check(@Nullable SnapshotHead head, long index, long beyond) {
        if (head == null || head.index() != index || index <= beyond) {
            throw new LockstepException(
                    PersistError.DAMAGED_SNAPSHOT,
                    "The state stands elsewhere than its engine says.");
        }
        Recovery.demandReached("The state", head, ground.reach(), true);
    }

    private void keep(SnapshotDraft draft, long index) {
        try {
            draft.position(index, System.currentTimeMillis() * 1000);
            draft.commit();
        } catch (LockstepException e) {
            // what was loaded is as good without it
            LOG.warn("Project {}: the state is not kept: {}", project, e.getMessage());
        }
    }
}
