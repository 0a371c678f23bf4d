package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.retention.Retention;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.Departures;
import dev.lockstep.engine.store.Exchange;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.Procession;
import java.util.function.IntConsumer;

/**
 * Plain inserts of new keys, each alone in its cause, and what retention makes leave for them. As
 * long as retention can tell beforehand who leaves, many are taken at once; how many is a matter of
 * speed alone.
 */
final class PlainArrivals {
    /** Arrivals that are worth being taken at once. */
    private static final int FEWEST = 4;

    /** Arrivals to look at before the first is taken. */
    private static final int MOST = 256;

    /** Arrivals to take one by one where looking ahead did not help. */
    private static final int PAUSE = 64;

    private final KeyedRows rows;
    private final Retention policy;
    private final Exchange exchange;
    private final Procession procession;
    private final Departures departures = new Departures();

    /** Settles the rows of the output from a place on, which are all of one cause. */
    private final IntConsumer settle;

    /** By row; rubbish where keys ascend. */
    @Scratch private int[] hashes = {};

    /** Where the plain rows of the block end. */
    @Scratch private int plainEnd;

    /** Up to where the keys of plain rows are known to ascend, or to have a hash. */
    @Scratch private int knownEnd;

    @Scratch private int reach = MOST;
    @Scratch private int pause;

    PlainArrivals(KeyedRows rows, Retention policy, IntConsumer settle) {
        this.rows = rows;
        this.policy = policy;
        this.settle = settle;
        this.exchange = new Exchange(rows);
        this.procession = new Procession(rows);
    }

    /**
     * Takes rows from {@code from} on, which is 0 in the first call for a block; returns the first
     * row that is something else.
     */
    int take(EventBlock in, int from, EventBlock out, Step step) {
        if (from == 0 || from > plainEnd) {
            plainEnd = findPlainEnd(in, from);
            knownEnd = from;
        }
        int i = from;
        while (i < plainEnd) {
            if (i >= knownEnd) {
                know(in, i);
            }
            int asked = Math.min(knownEnd - i, Math.min(reach, policy.mostForeseen()));
            if (asked >= FEWEST && pause == 0) {
                int taken = takeTogether(in, i, asked, out, step);
                i += taken;
                if (taken == asked) {
                    continue;
                }
            }
            int end = asked < FEWEST ? knownEnd : Math.min(knownEnd, i + Math.max(1, pause));
            int next = takeOneByOne(in, i, end, out, step);
            pause = Math.max(0, pause - (next - i));
            if (next < end) {
                return next;
            }
            i = next;
        }
        return i;
    }

    private int findPlainEnd(EventBlock in, int from) {
        int n = in.rows();
        if (in.claims(EventBlock.PLAIN | EventBlock.WHOLE)) {
            return n;
        }
        int i = from;
        while (i < n && isPlain(in, i)) {
            i++;
        }
        return i;
    }

    /** Whether the row is an insert of a whole row, alone in its cause, with a key. */
    private boolean isPlain(EventBlock in, int i) {
        int[] causes = in.causes();
        return in.opcodes()[i] == Opcode.INSERT
                && (in.flags()[i] & EventFlags.PARTIAL) == 0
                && (i + 1 == in.rows() || causes[i + 1] != causes[i])
                && (i == 0 || causes[i - 1] != causes[i])
                && !rows.shape().hasNullKey(in, i);
    }

    /** Finds how far the keys ascend; if they do not, all the others are hashed. */
    private void know(EventBlock in, int from) {
        if (hashes.length < plainEnd) {
            hashes = new int[plainEnd];
        }
        knownEnd = rows.ascendingUntil(in, from, plainEnd);
        if (knownEnd > from) {
            return;
        }
        rows.makeIndex();
        rows.hashAll(in, from, plainEnd, hashes);
        knownEnd = plainEnd;
    }

    private int takeTogether(EventBlock in, int from, int asked, EventBlock out, Step step) {
        policy.foresee(in, from, from + asked, step, departures);
        int taken = procession.pass(in, from, hashes, departures, out);
        policy.haveArrived(taken, departures);
        reach = taken == asked ? Math.min(MOST, reach * 2) : Math.max(FEWEST, taken * 2);
        pause = taken < FEWEST ? PAUSE : 0;
        return taken;
    }

    private int takeOneByOne(EventBlock in, int from, int end, EventBlock out, Step step) {
        exchange.begin(out);
        int i = from;
        for (; i < end; i++) {
            int arrived = rows.insertKey(in, i, hashes[i]);
            if (arrived < 0) {
                break;
            }
            int first = exchange.end();
            exchange.enters(i, arrived);
            if (expire(in, i, arrived, out, step)) {
                exchange.move(in, out);
                settle.accept(first);
                exchange.begin(out);
            }
        }
        exchange.move(in, out);
        return i;
    }

    /** Lets the policy act on a new row; returns whether it took that very row. */
    private boolean expire(EventBlock in, int i, int arrived, EventBlock out, Step step) {
        policy.arrives(arrived, false, in, i, step);
        boolean tookArrival = false;
        for (int slot = policy.expiredByArrival(arrived);
                slot >= 0;
                slot = policy.expiredByArrival(arrived)) {
            tookArrival |= slot == arrived;
            exchange.leaves(i, slot, out);
            rows.delete(slot);
        }
        policy.arrivalDone();
        return tookArrival;
    }
}
