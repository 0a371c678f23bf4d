package dev.lockstep.server.failover;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.replica.EngineModel;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.kafka.Reach;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.replica.SnapshotHead;
import dev.lockstep.server.persist.PersistError;
import dev.lockstep.server.persist.Snapshot;
import dev.lockstep.server.run.CarryOver;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a state from which an engine can go on: the furthest snapshot of its folders that is sound
 * and that topics still reach back to; that of another engine where there is none, or where it lies
 * far back; the journal's beginning where that is still there. One thread.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final String project;
    private final String modelDigest;
    private final ModelFactory factory;
    private final SnapshotShelf shelf;
    private final Ground ground;
    private final SnapshotNotes notes;
    private volatile @Nullable Path loadedFrom;
    private volatile @Nullable Snapshot changeFrom;
    private volatile @Nullable Origin origin;

    /** From where there is no way to this version of the project, and why. */
    private final Map<Origin, Problem> refused = new ConcurrentHashMap<>();

    Recovery(
            PeerStates.Parts parts,
            ModelFactory factory,
            SnapshotShelf shelf,
            SnapshotNotes notes) {
        this.project = parts.project();
        this.modelDigest = parts.modelDigest();
        this.factory = factory;
        this.shelf = shelf;
        this.ground = parts.ground();
        this.notes = notes;
    }

    /**
     * A model, and where it stands.
     *
     * @param head null for one that has stepped nothing
     * @param version of the project whose state it was
     */
    record Loaded(EngineModel model, @Nullable SnapshotHead head, Fact.Version version) {}

    /**
     * From where a model has set out.
     *
     * @param snapshot null for the journal's beginning
     */
    private record Origin(String journal, @Nullable Path snapshot) {}

    /** Gives the state of another engine. */
    @FunctionalInterface
    interface Elsewhere {
        /**
         * @param beyond entries that a state must be made of more of to be worth it; -1 for any
         * @param refused told why a state was not taken, as sentences
         * @return null if none was given in time
         */
        @Nullable Loaded take(long beyond, List<String> refused) throws InterruptedException;
    }

    /** What is known of one search. */
    private static final class Search {
        final @Nullable Reach reach;
        final String journal;
        final List<String> why = new ArrayList<>();
        private final Elsewhere peers;
        private boolean isPeerAsked;
        boolean isOtherJournal;
        boolean isOurs;

        Search(@Nullable Reach reach, String journal, Elsewhere peers) {
            this.reach = reach;
            this.journal = journal;
            this.peers = peers;
        }

        /** The state of another engine that is further; asked for once. */
        @Nullable Loaded askPeers(long beyond) throws InterruptedException {
            if (isPeerAsked) {
                return null;
            }
            isPeerAsked = true;
            return peers.take(beyond, why);
        }

        /** Whether so much of the journal lies behind that offset that another way is better. */
        boolean isFar(long journalNext) {
            return reach != null
                    && reach.journalEnd() - journalNext
                            > FailoverServerLimits.BEHIND_RECORDS.defaultValue();
        }

        /** Whether the project's very beginning is still there, as far as can be told. */
        boolean isWhole() {
            return reach == null
                    || reach.journalFrom() == 0
                            && reach.inputsFrom().stream().allMatch(from -> from == 0);
        }
    }

    /**
     * @throws LockstepException {@link FailoverError#LACKS_HISTORY} or {@link
     *     FailoverError#OTHER_JOURNAL} where that helps nothing to try again; others if it may
     */
    Loaded load(Elsewhere peers) throws InterruptedException {
        Search s = new Search(ground.reach(), ground.journal(), peers);
        try {
            return search(s);
        } finally {
            notes.passedOver(s.why);
        }
    }

    /**
     * The journal may go over to this version of the project behind that snapshot of another one,
     * or a later one of that. By any thread.
     */
    void changeFrom(Snapshot snapshot) {
        changeFrom = snapshot;
    }

    /**
     * Behind the place from which the last model has set out the journal goes on with another
     * version: the next model does not set out from there. By any thread.
     *
     * @return false if that is known, or the state was another engine's
     */
    boolean refuseOrigin(Problem difference) {
        Origin o = origin;
        return o != null && refused.putIfAbsent(o, difference) == null;
    }

    /** The kept snapshot from which the last model went on; null for none. By any thread. */
    @Nullable Path loaded() {
        return loadedFrom;
    }

    private Loaded search(Search s) throws InterruptedException {
        loadedFrom = null;
        origin = null;
        for (SnapshotShelf.Found found : shelf.furthestFirst(s.why)) {
            try {
                Loaded loaded = from(found, s);
                if (loaded != null) {
                    return loaded;
                }
            } catch (LockstepException e) {
                if (isFinal(e)) {
                    throw e;
                }
                s.why.add(name(found) + ": " + e.getMessage());
            } catch (IOException e) {
                s.why.add(name(found) + " cannot be read: " + e);
            }
        }
        if (s.isOtherJournal && !s.isOurs) {
            throw hindered(FailoverError.OTHER_JOURNAL, "The journal was made anew", s);
        }
        return withoutSnapshot(s);
    }

    /** A state from that snapshot, or from an engine that is further; null if it is of no use. */
    private @Nullable Loaded from(SnapshotShelf.Found found, Search s)
            throws IOException, InterruptedException {
        Origin here = new Origin(s.journal, found.snapshot().folder());
        Problem known = refused.get(here);
        if (known != null) {
            s.isOurs = true;
            s.why.add(name(found) + ": " + known);
            return null;
        }
        Snapshot snapshot = found.verified();
        if (isOtherJournal(snapshot, s.journal)) {
            s.isOtherJournal = true;
            s.why.add(name(found) + " was taken of another journal.");
            return null;
        }
        SnapshotHead head = head(snapshot);
        boolean isOwn = isOwn(snapshot, head);
        s.isOurs |= isOwn;
        demandReached(name(found), head, s.reach, isOwn);
        if (isOwn ? s.isFar(head.journalNext()) : !isChangeFrom(snapshot)) {
            Loaded other = s.askPeers(head.index());
            if (other != null) {
                return other;
            }
        }
        Loaded loaded = isOwn ? load(snapshot.open(SnapshotTaking.STATE)) : takeOver(snapshot);
        loadedFrom = isOwn ? snapshot.folder() : null;
        origin = here;
        LOG.info("Project {} goes on from {} at entry {}.", project, name(found), head.index());
        return loaded;
    }

    /**
     * Whether a snapshot is of this version of the project, with the same settings.
     *
     * @throws LockstepException if it is no replica's
     */
    boolean isOwn(Snapshot snapshot) {
        if (!snapshot.sections().contains(SnapshotTaking.STATE)) {
            throw new LockstepException(
                    PersistError.OTHER_KIND,
                    "Snapshot "
                            + snapshot.folder().getFileName()
                            + " was taken of a project without journal or failover.");
        }
        try {
            return isOwn(snapshot, head(snapshot));
        } catch (IOException e) {
            throw new LockstepException(
                    PersistError.DAMAGED_SNAPSHOT,
                    "Snapshot " + snapshot.folder().getFileName() + " cannot be read: " + e + ".",
                    e);
        }
    }

    private boolean isOwn(Snapshot snapshot, SnapshotHead head) {
        return snapshot.model().equals(modelDigest)
                && (head.identity().isEmpty() || head.identity().equals(factory.identity()));
    }

    /** Whether this engine may have the journal go over to this version behind that snapshot. */
    private boolean isChangeFrom(Snapshot snapshot) {
        Snapshot named = changeFrom;
        // one that was taken on schedule meanwhile is as good
        return named != null
                && named.model().equals(snapshot.model())
                && named.position() <= snapshot.position();
    }

    /** Makes a model of what a snapshot of another version of the project brings to this one. */
    private Loaded takeOver(Snapshot snapshot) throws IOException {
        EngineModel model = factory.make();
        boolean isLoaded = false;
        try (DataInputStream in = new DataInputStream(snapshot.open(SnapshotTaking.STATE))) {
            CarryOver plan = CarryOver.of(snapshot, factory.project(), model.engine(), modelDigest);
            SnapshotHead head = SnapshotHead.read(in);
            model.takeOver(in, plan.empty());
            demandEnd(in);
            plan.lines().forEach(line -> LOG.info("Project {}: {}", project, line));
            isLoaded = true;
            return new Loaded(
                    model,
                    head,
                    isChangeFrom(snapshot) ? Fact.Version.CHANGES : Fact.Version.TAKEN_OVER);
        } catch (RuntimeException e) {
            throw senseless(e);
        } finally {
            if (!isLoaded) {
                model.close();
            }
        }
    }

    private static void demandEnd(DataInputStream in) throws IOException {
        if (in.read() >= 0) {
            throw new IOException("there is more than belongs there");
        }
    }

    /** Damage that the checks of parts do not know; it must not end the search. */
    private static IOException senseless(RuntimeException e) {
        if (e instanceof LockstepException known) {
            throw known;
        }
        return new IOException("it makes no sense: " + e, e);
    }

    private static boolean isFinal(LockstepException e) {
        return e.problems().get(0).code() == FailoverError.OTHER_JOURNAL;
    }

    private static String name(SnapshotShelf.Found found) {
        return "Snapshot " + found.snapshot().folder();
    }

    /** Whether it says that it is of another journal. */
    static boolean isOtherJournal(Snapshot snapshot, String journal) throws IOException {
        if (journal.isEmpty() || !snapshot.sections().contains(SnapshotTaking.JOURNAL)) {
            return false;
        }
        try (InputStream in = snapshot.open(SnapshotTaking.JOURNAL)) {
            String of = new String(in.readNBytes(4096), StandardCharsets.UTF_8);
            return !of.equals(journal);
        }
    }

    private static SnapshotHead head(Snapshot snapshot) throws IOException {
        try (InputStream in = snapshot.open(SnapshotTaking.STATE)) {
            return SnapshotHead.read(new DataInputStream(in));
        }
    }

    /**
     * @param isOwn whether it has the inputs of this version of the project
     * @throws LockstepException if the topics begin behind it, or the journal ends before it
     */
    static void demandReached(
            String what, SnapshotHead head, @Nullable Reach reach, boolean isOwn) {
        if (reach == null) {
            return;
        }
        if (head.journalNext() > reach.journalEnd()) {
            throw new LockstepException(
                    FailoverError.OTHER_JOURNAL,
                    what
                            + " stands at offset "
                            + head.journalNext()
                            + " of a journal that ends at "
                            + reach.journalEnd()
                            + ".");
        }
        boolean isGone = head.journalNext() < reach.journalFrom();
        List<Long> inputs = isOwn ? head.inputsNext() : List.of();
        for (int k = 0; k < Math.min(inputs.size(), reach.inputsFrom().size()); k++) {
            isGone |= inputs.get(k) < reach.inputsFrom().get(k);
        }
        if (isGone) {
            throw new LockstepException(
                    FailoverError.LACKS_HISTORY,
                    what + " lies before what the journal and the input topics still hold.");
        }
    }

    /** Makes a model and loads it; closes the stream. */
    Loaded load(InputStream content) throws IOException {
        EngineModel model = factory.make();
        boolean isLoaded = false;
        try (DataInputStream in = new DataInputStream(content)) {
            SnapshotHead head = SnapshotHead.read(in);
            if (!head.identity().isEmpty() && !head.identity().equals(model.identity())) {
                throw new IOException("it was taken with other settings");
            }
            model.load(in);
            demandEnd(in);
            isLoaded = true;
            return new Loaded(model, head, Fact.Version.SAME);
        } catch (RuntimeException e) {
            throw senseless(e);
        } finally {
            if (!isLoaded) {
                model.close();
            }
        }
    }

    private Loaded withoutSnapshot(Search s) throws InterruptedException {
        Problem known = refusedIn(s.journal);
        if (known != null || !s.isWhole() || s.isFar(0)) {
            Loaded other = s.askPeers(-1);
            if (other != null) {
                return other;
            }
        }
        Reach reach = s.reach;
        if (reach != null && reach.journalFrom() > 0) {
            throw hindered(
                    FailoverError.LACKS_HISTORY,
                    "The journal begins at offset " + reach.journalFrom(),
                    s);
        }
        if (known != null) {
            // the journal's beginning lies before what was refused
            throw new LockstepException(known);
        }
        origin = new Origin(s.journal, null);
        return new Loaded(factory.make(), null, Fact.Version.SAME);
    }

    private @Nullable Problem refusedIn(String journal) {
        return refused.entrySet().stream()
                .filter(e -> e.getKey().journal().equals(journal))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static LockstepException hindered(FailoverError code, String what, Search s) {
        String why = s.why.isEmpty() ? "there is none." : String.join(" ", s.why);
        return new LockstepException(
                Problem.error(
                        code,
                        Location.UNKNOWN,
                        what
                                + ", no other engine gives its state, and no snapshot can be used: "
                                + why));
    }
}
