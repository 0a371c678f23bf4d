package dev.lockstep.testkit;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/**
 * The same input in other blocks. Only neighbouring normal blocks of one source and one time are
 * joined; transactional blocks stay as they are.
 */
public final class BlockCuts {
    private static final int MAX_ROWS = 7;

    private BlockCuts() {}

    /** Every normal block has one row. */
    public static List<JournalEntry> oneByOne(List<JournalEntry> entries) {
        return cut(entries, () -> 1);
    }

    /** Blocks of random sizes. */
    public static List<JournalEntry> random(List<JournalEntry> entries, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return cut(entries, () -> random.nextInt(1, MAX_ROWS + 1));
    }

    private static List<JournalEntry> cut(List<JournalEntry> entries, IntSupplier sizes) {
        List<JournalEntry> out = new ArrayList<>();
        int from = 0;
        while (from < entries.size()) {
            int to = from + 1;
            while (to < entries.size() && canJoin(entries.get(from), entries.get(to))) {
                to++;
            }
            JournalEntry first = entries.get(from);
            if (first instanceof JournalEntry.Block b && !b.block().isTransactional()) {
                recut(entries.subList(from, to), sizes, out);
            } else {
                out.add(first);
            }
            from = to;
        }
        return out;
    }

    private static boolean canJoin(JournalEntry a, JournalEntry b) {
        return a instanceof JournalEntry.Block x
                && b instanceof JournalEntry.Block y
                && x.source().equals(y.source())
                && x.timeMicros() == y.timeMicros()
                && !x.block().isTransactional()
                && !y.block().isTransactional();
    }

    private static void recut(List<JournalEntry> run, IntSupplier sizes, List<JournalEntry> out) {
        JournalEntry.Block first = (JournalEntry.Block) run.get(0);
        BlockBuilder current = null;
        int room = 0;
        for (JournalEntry entry : run) {
            EventBlock block = ((JournalEntry.Block) entry).block();
            for (int r = 0; r < block.rows(); r++) {
                if (current == null || room == 0) {
                    EventBlock next = EventBlock.detached(block.schema());
                    current = new BlockBuilder(next, null);
                    room = sizes.getAsInt();
                    out.add(new JournalEntry.Block(first.timeMicros(), first.source(), next));
                }
                Rows.write(
                        current, block.opcodes()[r], block.flags()[r], Rows.read(block, r, null));
                room--;
            }
        }
    }
}
