package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Minimum or maximum where rows may leave in any order but mostly leave as they came, as they do
 * under retention. A group is a ring of its values as they came, as long as the value that leaves
 * equals the oldest one; at the first that does not, it becomes a tree until it is empty. When the
 * best value of a ring leaves, the others are looked through for the next one, which among values
 * in no order is rare; where it is not, the ring gets {@link SuffixBests} until it is empty. All
 * give the same results.
 */
public final class OrderedExtreme extends Extreme {
    /**
     * A group's words: the ring or the tree's root in the upper half; below, one less than the
     * ring's length, or what else the group is.
     */
    private static final int RING = 0;

    /** Where the oldest value is in the upper half, how many there are below. */
    private static final int SPAN = 1;

    private static final int BEST = 2;
    private static final int WORDS = 3;

    /** A group without a ring. */
    private static final int IS_EMPTY = -1;

    private static final int IS_TREE = -2;

    /** What is greater is a ring, what is less one with suffixes, whose length is turned round. */
    private static final int IS_ORDINARY = 0;

    private static final int SHORTEST = 2;

    /** A ring of less values is kept when the last one has left. */
    private static final int KEPT = 16;

    /** Turned round, a shorter one would be a tree. */
    private static final int SHORTEST_WITH_SUFFIXES = 4;

    /** A ring is exchanged for a shorter one when it is filled to less than one in so many. */
    private static final int SPARSE = 8;

    private static final int OLDEST_GONE = -1;
    private static final long NEXT = 1L << 32;

    /** In front of a ring: how many values may still be looked through, and up to which it was. */
    private static final int CREDIT = -1;

    /**
     * The credit is settled when the oldest value's number has only zeros here, before it wraps.
     */
    private static final int UNTIL_SETTLED = (1 << 30) - 1;

    /** What a value that comes brings: looking through is to cost as little. */
    private static final int CREDIT_A_VALUE = 4;

    private static final int CREDIT_MAX = 1 << 16;

    /** How a group stands in a snapshot. */
    private static final byte SAVED_RING = 0;

    private static final byte SAVED_TREE = 1;
    private static final byte SAVED_SUFFIXES = 2;

    private final ValueRings rings = new ValueRings();
    private final SuffixBests suffixes = new SuffixBests(rings, this);
    private final ValueTrees trees;

    public OrderedExtreme(GroupRecords records, boolean isMaximum, @Nullable StringPool pool) {
        super(records, WORDS, isMaximum, pool);
        trees = new ValueTrees(pool);
    }

    /** Words that values have been given so far, for whoever doubts that they are used again. */
    int wordsOfValues() {
        return rings.words.length;
    }

    private static int upper(long word) {
        return (int) (word >>> 32);
    }

    private static long word(int upper, int lower) {
        return (long) upper << 32 | lower & 0xffffffffL;
    }

    /** One less than the length of a ring of either kind. */
    private static int mask(int kind) {
        return kind ^ kind >> 31;
    }

    @Override
    protected void insert(long[] w, int at, long kept) {
        long ring = w[at + RING];
        long span = w[at + SPAN];
        int size = (int) span;
        if (size > (int) ring) {
            insertOtherwise(w, at, kept);
            return;
        }
        rings.words[upper(ring) + (upper(span) + size & (int) ring)] = kept;
        long best = w[at + BEST];
        w[at + SPAN] = span + 1;
        w[at + BEST] = pool() == null ? Math.max(best, kept) : better(size == 0, best, kept);
    }

    private long better(boolean isFirst, long best, long code) {
        return isFirst || isBetter(code, best) ? code : best;
    }

    /** Inserts into a full ring, one with suffixes, a tree, or nothing. */
    private void insertOtherwise(long[] w, int at, long kept) {
        int mask = (int) w[at + RING];
        if (mask == IS_TREE) {
            putIntoTree(w, at, kept);
        } else if (mask == IS_EMPTY) {
            int ring = rings.allocate(SHORTEST);
            rings.words[ring + CREDIT] = 0;
            w[at + RING] = word(ring, SHORTEST - 1);
            w[at + SPAN] = 0;
            insert(w, at, kept);
        } else if (mask > IS_ORDINARY) {
            move(w, at, (mask + 1) * 2);
            insert(w, at, kept);
        } else {
            insertBeforeTurn(w, at, kept);
        }
    }

    private void insertBeforeTurn(long[] w, int at, long kept) {
        int size = (int) w[at + SPAN];
        if (size > mask((int) w[at + RING])) {
            moveWithSuffixes(w, at, size * 2);
        }
        int ring = upper(w[at + RING]);
        int mask = mask((int) w[at + RING]);
        int tail = upper(w[at + SPAN]) + size;
        rings.words[ring + (tail & mask)] = kept;
        suffixes.add(ring, mask, tail);
        w[at + SPAN]++;
        w[at + BEST] = better(false, w[at + BEST], kept);
    }

    private void putIntoTree(long[] w, int at, long kept) {
        w[at + RING] = word(trees.change(upper(w[at + RING]), 0, kept, 1), IS_TREE);
        w[at + SPAN]++;
        w[at + BEST] = better(false, w[at + BEST], kept);
    }

    /** Exchanges the ring for one of another length; each value keeps its number. */
    private void move(long[] w, int at, int length) {
        int old = upper(w[at + RING]);
        int oldLength = (int) w[at + RING] + 1;
        int ring = copy(w, at, old, oldLength - 1, length, length);
        rings.words[ring + CREDIT] = rings.words[old + CREDIT];
        rings.release(old, oldLength);
        w[at + RING] = word(ring, length - 1);
    }

    private void moveWithSuffixes(long[] w, int at, int length) {
        int old = upper(w[at + RING]);
        int oldLength = mask((int) w[at + RING]) + 1;
        int head = upper(w[at + SPAN]);
        int turn = head + suffixes.before(old, head);
        int ring = copy(w, at, old, oldLength - 1, length, length * 2);
        rings.release(old, oldLength * 2);
        w[at + RING] = word(ring, ~(length - 1));
        suffixes.turn(ring, length - 1, head, turn, head + (int) w[at + SPAN]);
    }

    /** Copies the group's values into another ring. */
    private int copy(long[] w, int at, int old, int oldMask, int length, int allocated) {
        int ring = rings.allocate(allocated);
        long[] words = rings.words;
        int head = upper(w[at + SPAN]);
        int tail = head + (int) w[at + SPAN];
        for (int i = head; i != tail; i++) {
            words[ring + (i & length - 1)] = words[old + (i & oldMask)];
        }
        return ring;
    }

    @Override
    protected void delete(long[] w, int at, long kept) {
        int kind = (int) w[at + RING];
        if (kind == IS_TREE) {
            deleteFromTree(w, at, kept);
            return;
        }
        long span = w[at + SPAN];
        int size = (int) span;
        int oldest = upper(w[at + RING]) + (upper(span) & mask(kind));
        if (size == 0) {
            throw new IllegalStateException("a value left that never came");
        }
        if (!isSame(rings.words[oldest], kept)) {
            becomeTree(w, at);
            deleteFromTree(w, at, kept);
        } else if (size == 1) {
            clear(w, at);
        } else {
            w[at + SPAN] = span + NEXT + OLDEST_GONE;
            if (kind > IS_ORDINARY) {
                leaveRing(w, at, kept);
            } else {
                leaveSuffixes(w, at);
            }
        }
    }

    /** The oldest value, this one, has left an ordinary ring, which has others. */
    private void leaveRing(long[] w, int at, long gone) {
        int ring = upper(w[at + RING]);
        int mask = (int) w[at + RING];
        int head = upper(w[at + SPAN]);
        int size = (int) w[at + SPAN];
        if ((head & UNTIL_SETTLED) == 0) {
            rings.words[ring + CREDIT] = word(head + size, credit(ring, head + size));
        }
        if (size < mask / SPARSE) {
            move(w, at, mask + 1 >> 1);
        }
        if (isSame(gone, w[at + BEST])) {
            findBest(w, at, gone);
        }
    }

    /** The oldest value has left a ring with suffixes, which has others. */
    private void leaveSuffixes(long[] w, int at) {
        int mask = mask((int) w[at + RING]);
        int head = upper(w[at + SPAN]);
        int size = (int) w[at + SPAN];
        w[at + BEST] = suffixes.leave(upper(w[at + RING]), mask, head, head + size);
        if (size < mask / SPARSE) {
            moveWithSuffixes(w, at, mask + 1 >> 1);
        }
    }

    /** Looks for the best value of a ring that such a one has left; nothing beats what has gone. */
    private void findBest(long[] w, int at, long gone) {
        int ring = upper(w[at + RING]);
        int mask = (int) w[at + RING];
        int head = upper(w[at + SPAN]);
        int tail = head + (int) w[at + SPAN];
        long[] words = rings.words;
        int credit = credit(ring, tail);
        long best = words[ring + (head & mask)];
        for (int i = head + 1; i != tail && !isSame(best, gone); i++) {
            if (--credit < 0) {
                getSuffixes(w, at);
                return;
            }
            long value = words[ring + (i & mask)];
            best = pool() == null ? Math.max(best, value) : better(false, best, value);
        }
        words[ring + CREDIT] = word(tail, credit);
        w[at + BEST] = best;
    }

    /** What has been left with what the values have brought that came since. */
    private int credit(int ring, int tail) {
        long credit = rings.words[ring + CREDIT];
        long came = tail - upper(credit) & 0xffffffffL;
        return (int) Math.min(CREDIT_MAX, (int) credit + came * CREDIT_A_VALUE);
    }

    private void getSuffixes(long[] w, int at) {
        int old = upper(w[at + RING]);
        int oldLength = (int) w[at + RING] + 1;
        int length = Math.max(SHORTEST_WITH_SUFFIXES, oldLength);
        int head = upper(w[at + SPAN]);
        int ring = copy(w, at, old, oldLength - 1, length, length * 2);
        rings.release(old, oldLength);
        w[at + RING] = word(ring, ~(length - 1));
        w[at + BEST] = suffixes.turn(ring, length - 1, head, head + (int) w[at + SPAN]);
    }

    private boolean isSame(long a, long b) {
        return a == b || pool() != null && Values.compare(a, b, pool()) == 0;
    }

    private void deleteFromTree(long[] w, int at, long kept) {
        int root = trees.change(upper(w[at + RING]), 0, kept, -1);
        if (root == ValueTrees.NONE) {
            forget(w, at);
        } else {
            w[at + RING] = word(root, IS_TREE);
            w[at + SPAN]--;
            w[at + BEST] = bestOfTree(root);
        }
    }

    private long bestOfTree(int root) {
        return trees.value(isGreatestBest() ? trees.last(root) : trees.first(root));
    }

    private void becomeTree(long[] w, int at) {
        int[] root = {ValueTrees.NONE};
        forEach(w, at, value -> root[0] = trees.change(root[0], 0, value, 1));
        int size = (int) w[at + SPAN];
        release(w, at);
        w[at + RING] = word(root[0], IS_TREE);
        w[at + SPAN] = size;
        w[at + BEST] = bestOfTree(root[0]);
    }

    @Override
    protected long best(long[] w, int at) {
        return w[at + BEST];
    }

    @Override
    public boolean isNull(long[] w, int at) {
        return (int) w[at + SPAN] == 0;
    }

    /** Every value of a ring as they came, of a tree each once. */
    @Override
    protected void forEach(long[] w, int at, ValueVisitor visitor) {
        int kind = (int) w[at + RING];
        int ring = upper(w[at + RING]);
        if (kind == IS_TREE) {
            trees.forEach(ring, visitor);
        } else {
            int mask = mask(kind);
            int head = upper(w[at + SPAN]);
            int tail = head + (int) w[at + SPAN];
            for (int i = head; i != tail; i++) {
                visitor.visit(rings.words[ring + (i & mask)]);
            }
        }
    }

    /** A short ring stays with the group: groups of few rows come back often. */
    @Override
    public void clear(long[] w, int at) {
        int mask = (int) w[at + RING];
        if (mask > IS_ORDINARY && mask < KEPT) {
            int head = upper(w[at + SPAN]);
            w[at + SPAN] = word(head, 0);
            w[at + BEST] = Long.MIN_VALUE;
            rings.words[upper(w[at + RING]) + CREDIT] = word(head, 0);
        } else {
            release(w, at);
        }
    }

    @Override
    public void close(int group) {
        release(words(), at(group));
    }

    private void release(long[] w, int at) {
        int kind = (int) w[at + RING];
        int ring = upper(w[at + RING]);
        if (kind == IS_TREE) {
            trees.clear(ring);
        } else if (kind > IS_ORDINARY) {
            rings.release(ring, kind + 1);
        } else if (kind < IS_TREE) {
            rings.release(ring, (mask(kind) + 1) * 2);
        }
        forget(w, at);
    }

    private static void forget(long[] w, int at) {
        w[at + RING] = word(0, IS_EMPTY);
        w[at + SPAN] = 0;
        w[at + BEST] = Long.MIN_VALUE;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            saveGroup(out, words(), at(g));
        }
    }

    private void saveGroup(DataOutput out, long[] w, int at) throws IOException {
        int kind = (int) w[at + RING];
        int ring = upper(w[at + RING]);
        if (kind == IS_TREE) {
            out.writeByte(SAVED_TREE);
            trees.save(out, ring);
            return;
        }
        int head = upper(w[at + SPAN]);
        int count = (int) w[at + SPAN];
        boolean hasSuffixes = kind < IS_TREE;
        out.writeByte(hasSuffixes ? SAVED_SUFFIXES : SAVED_RING);
        out.writeInt(count);
        if (count > 0) {
            out.writeInt(hasSuffixes ? suffixes.before(ring, head) : credit(ring, head + count));
            int mask = mask(kind);
            for (int i = head; i != head + count; i++) {
                out.writeLong(rings.words[ring + (i & mask)]);
            }
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            loadGroup(in, words(), at(g));
        }
    }

    private void loadGroup(DataInput in, long[] w, int at) throws IOException {
        release(w, at);
        byte saved = in.readByte();
        if (saved == SAVED_TREE) {
            loadTree(in, w, at);
            return;
        }
        if (saved != SAVED_RING && saved != SAVED_SUFFIXES) {
            throw new IOException("Values cannot be kept in way " + saved + ".");
        }
        int count = in.readInt();
        if (count == 0) {
            return;
        }
        int detail = in.readInt();
        int most = saved == SAVED_RING ? CREDIT_MAX : count;
        if (count < 0 || detail < (saved == SAVED_RING ? 0 : 1) || detail > most) {
            throw new IOException(count + " values cannot have detail " + detail + ".");
        }
        for (int k = 0; k < count; k++) {
            insert(w, at, Values.checked(in.readLong(), pool()));
        }
        int ring = upper(w[at + RING]);
        if (saved == SAVED_RING) {
            rings.words[ring + CREDIT] = word(count, detail);
        } else {
            getSuffixes(w, at);
            ring = upper(w[at + RING]);
            suffixes.turn(ring, mask((int) w[at + RING]), 0, detail, count);
        }
    }

    private void loadTree(DataInput in, long[] w, int at) throws IOException {
        int root = trees.load(in);
        long total = trees.total(root);
        if (total <= 0 || total > Integer.MAX_VALUE) {
            throw new IOException("A tree cannot have " + total + " values.");
        }
        w[at + RING] = word(root, IS_TREE);
        w[at + SPAN] = total;
        w[at + BEST] = bestOfTree(root);
    }
}
