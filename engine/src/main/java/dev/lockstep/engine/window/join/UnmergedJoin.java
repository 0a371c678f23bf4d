package dev.lockstep.engine.window.join;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.engine.store.RowShape;
import dev.lockstep.engine.store.RowShapes;
import dev.lockstep.engine.window.Blocks;

/**
 * A join that keeps its facts but not its output: every change leaves at once. Renewed rows are
 * Upserts, or Deletes where the join has lost them; facts leave as Insert, Update or Delete,
 * whichever their row's presence before and after says.
 */
final class UnmergedJoin {
    private final JoinSides sides;
    private final JoinCode code;
    private final DimensionSide dimension;
    private final FactSide facts;
    private final EventBlock out;

    /** Rows as they stood before the change at hand, for the Deletes of those that are lost. */
    private final EventBlock stood;

    private final RowShape shape;

    UnmergedJoin(
            JoinSides sides,
            JoinCode code,
            DimensionSide dimension,
            FactSide facts,
            EventBlock out) {
        this.sides = sides;
        this.code = code;
        this.dimension = dimension;
        this.facts = facts;
        this.out = out;
        this.stood = EventBlock.attached(out.schema());
        this.shape = RowShapes.of(out.schema());
    }

    void changeDimension(EventBlock d, int j) {
        facts.gather(dimension, d, j);
        int count = facts.gatheredCount();
        rememberMatched(count);
        boolean standsAlone = sides.keepsDimensions() && count == 0;
        boolean stoodAlone = standsAlone && match(facts.keyFor(d, j)) >= 0;
        if (stoodAlone) {
            write(facts.keyFor(d, j), stood, 0);
        }
        if (dimension.apply(d, j) < 0) {
            return;
        }
        byte flags = (byte) (d.flags()[j] & EventFlags.RETENTION);
        for (int k = 0; k < count; k++) {
            EventBlock fact = facts.load(facts.gathered(k));
            boolean matches = match(fact) >= 0;
            if (matches || facts.hadMatched(k)) {
                renew(fact, matches || sides.keepsFacts(), k, flags, d.causes()[j]);
            }
        }
        if (standsAlone) {
            EventBlock key = facts.keyFor(d, j);
            boolean isThere = match(key) >= 0;
            if (isThere || stoodAlone) {
                renew(key, isThere, 0, flags, d.causes()[j]);
            }
        }
    }

    /** Keeps the rows of the gathered facts that the change at hand may take away. */
    private void rememberMatched(int count) {
        stood.ensureCapacity(count + 1);
        for (int k = 0; k < count && !sides.keepsFacts(); k++) {
            if (facts.hadMatched(k)) {
                write(facts.load(facts.gathered(k)), stood, k);
            }
        }
    }

    private void renew(EventBlock fact, boolean isThere, int k, byte flags, int cause) {
        int r = Blocks.append(out, isThere ? Opcode.UPSERT : Opcode.DELETE, flags, cause);
        if (isThere) {
            write(fact, out, r);
        } else {
            shape.copy(stood, k, out, r);
        }
    }

    void changeFact(EventBlock f, int i) {
        int before = facts.find(f, i);
        boolean wasThere = before >= 0 ? isThere(facts.load(before)) : standsAlone(f, i);
        if (wasThere) {
            write(before >= 0 ? facts.load(before) : facts.keyOnly(f, i), stood, 0);
        }
        if (!facts.apply(f, i)) {
            return;
        }
        int after = facts.find(f, i);
        boolean isThere = after >= 0 ? isThere(facts.load(after)) : standsAlone(f, i);
        byte flags = (byte) (f.flags()[i] & EventFlags.RETENTION);
        if (isThere) {
            int r =
                    Blocks.append(
                            out, wasThere ? Opcode.UPDATE : Opcode.INSERT, flags, f.causes()[i]);
            write(after >= 0 ? facts.load(after) : facts.keyOnly(f, i), out, r);
        } else if (wasThere) {
            int r = Blocks.append(out, Opcode.DELETE, flags, f.causes()[i]);
            shape.copy(stood, 0, out, r);
        }
    }

    private boolean isThere(EventBlock fact) {
        return sides.keepsFacts() || match(fact) >= 0;
    }

    /** Whether the dimension has a row of the fact's key that leaves without a fact. */
    private boolean standsAlone(EventBlock f, int i) {
        return sides.keepsDimensions() && match(facts.keyOnly(f, i)) >= 0;
    }

    private int match(EventBlock fact) {
        return dimension.match(code, fact, 0);
    }

    private void write(EventBlock fact, EventBlock target, int r) {
        code.output(fact, 0, dimension.rows().table(), match(fact), target, r);
    }
}
