package dev.lockstep.testkit.random;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.testkit.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes input for the sources of a project: mostly changes that fit, some that do not, in normal
 * and transactional blocks, with heartbeats between them. Doubles are eighths, so that sums are
 * exact in any order. Some streams are orderly as machines make them: next to nothing but inserts
 * without nulls, whose keys count up.
 */
public final class RandomStream {
    private static final int ENTRIES = 100;
    private static final long SECOND = 1_000_000;
    private static final int KEYS = 12;

    /** Of a hundred streams. */
    private static final int ORDERLY = 20;

    private record Source(String path, WindowSpec spec, Set<Object> live) {
        boolean isInsertOnly() {
            return spec.kind() instanceof WindowKind.Source s && s.isInsertOnly();
        }

        boolean isStateless() {
            return spec.index() == IndexType.EMPTY;
        }
    }

    private final Dice dice;
    private final List<Source> sources = new ArrayList<>();
    private final List<JournalEntry> entries = new ArrayList<>();
    private final boolean isOrderly;
    private long micros;
    private long lastKey;

    private RandomStream(ProjectSpec project, long seed) {
        dice = new Dice(seed * 131 + 3);
        isOrderly = new Dice(seed * 37 + 11).percent(ORDERLY);
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                if (w.kind() instanceof WindowKind.Source) {
                    sources.add(new Source(q.name() + "/" + w.name(), w, new LinkedHashSet<>()));
                }
            }
        }
    }

    /** The stream of that seed, always the same: a start, blocks and heartbeats, an end. */
    public static List<JournalEntry> of(ProjectSpec project, long seed) {
        RandomStream stream = new RandomStream(project, seed);
        stream.write(seed);
        return stream.entries;
    }

    private void write(long seed) {
        micros = 1_700_000_000L * SECOND;
        entries.add(new JournalEntry.Start(micros, seed, "", ""));
        while (entries.size() < ENTRIES) {
            if (dice.percent(35)) {
                pass(duration(0, 4));
            }
            entries.add(block(dice.pick(sources)));
        }
        pass(30 * SECOND);
        entries.add(new JournalEntry.End(micros));
    }

    /** Half the time whole seconds, so that limits are met exactly. */
    private long duration(int lowSeconds, int highSeconds) {
        return dice.percent(50)
                ? dice.between(lowSeconds, highSeconds) * SECOND
                : dice.between(lowSeconds * 1_000, highSeconds * 1_000) * 1_000L;
    }

    /** Time goes on, with a heartbeat at each full second. */
    private void pass(long by) {
        long until = micros + by;
        for (long beat = (micros / SECOND + 1) * SECOND; beat <= until; beat += SECOND) {
            micros = beat;
            entries.add(new JournalEntry.Heartbeat(beat));
        }
        micros = until;
    }

    private JournalEntry block(Source source) {
        EventBlock block = EventBlock.detached(source.spec().schema());
        boolean isTransactional = dice.percent(15);
        block.transactional(isTransactional);
        BlockBuilder builder = new BlockBuilder(block, null);
        int rows = dice.between(1, isTransactional ? 4 : isOrderly ? 16 : 6);
        for (int r = 0; r < rows; r++) {
            event(source, builder);
        }
        return new JournalEntry.Block(micros, source.path(), block);
    }

    private void event(Source source, BlockBuilder builder) {
        byte opcode = opcode(source);
        Object key = key(source, opcode, isFitting(builder));
        boolean isChange = isChange(opcode);
        boolean isPartial = isChange && !source.isStateless() && dice.percent(25);
        int missing = isDelete(opcode) && dice.percent(70) ? 100 : missing(isPartial);
        Schema schema = source.spec().schema();
        List<@Nullable Object> row = new ArrayList<>();
        for (Field f : schema.fields()) {
            row.add(f.isKey() ? key : dice.percent(missing) ? null : value(f));
        }
        Rows.write(builder, opcode, isPartial ? EventFlags.PARTIAL : EventFlags.NORMAL, row);
        if (key != null) {
            note(source, key, isChange || opcode == Opcode.INSERT);
        }
    }

    private boolean isFitting(BlockBuilder builder) {
        return isOrderly || !dice.percent(isTransactional(builder) ? 5 : 10);
    }

    /** Of a hundred fields. */
    private int missing(boolean isPartial) {
        return isPartial ? 50 : isOrderly ? 0 : 8;
    }

    private static void note(Source source, Object key, boolean isLive) {
        if (isLive) {
            source.live().add(key);
        } else {
            source.live().remove(key);
        }
    }

    private static boolean isChange(byte opcode) {
        return opcode == Opcode.UPDATE || opcode == Opcode.UPSERT;
    }

    private static boolean isDelete(byte opcode) {
        return opcode == Opcode.DELETE || opcode == Opcode.SAFE_DELETE;
    }

    private static boolean isTransactional(BlockBuilder builder) {
        return builder.block().isTransactional();
    }

    private byte opcode(Source source) {
        if (isOrderly && dice.percent(97) || source.isInsertOnly() && !dice.percent(4)) {
            return Opcode.INSERT;
        }
        int roll = dice.below(100);
        return roll < 45
                ? Opcode.INSERT
                : roll < 67
                        ? Opcode.UPDATE
                        : roll < 80
                                ? Opcode.UPSERT
                                : roll < 94 ? Opcode.DELETE : Opcode.SAFE_DELETE;
    }

    /** A key that suits the opcode, or just any, or none. */
    private @Nullable Object key(Source source, byte opcode, boolean isFitting) {
        if (!isFitting && dice.percent(20)) {
            return null;
        }
        Field field = source.spec().schema().field(source.spec().schema().key(0));
        if (isOrderly && opcode == Opcode.INSERT && !field.type().isText()) {
            return ++lastKey;
        }
        boolean wantsNew = opcode == Opcode.INSERT;
        List<Object> choices = new ArrayList<>();
        for (int k = 0; k < KEYS; k++) {
            Object key = field.type().isText() ? (Object) letter(k) : (Object) (long) k;
            if (!isFitting || opcode == Opcode.UPSERT || wantsNew != source.live().contains(key)) {
                choices.add(key);
            }
        }
        return choices.isEmpty() ? (field.type().isText() ? "a" : (Object) 0L) : dice.pick(choices);
    }

    private static String letter(int k) {
        return String.valueOf((char) ('a' + k % 5));
    }

    private Object value(Field f) {
        return switch (f.type()) {
            case STRING, RSTRING -> dice.percent(4) ? "" : letter(dice.below(4));
            // what an orderly machine measures falls, but not always
            case DOUBLE -> dice.between(-8, 120) / 8.0 - (isOrderly ? lastKey * 2 : 0);
            case STAMP -> micros + duration(-12, 3);
            case DATE -> micros / SECOND + dice.between(-12, 3);
            default -> (long) dice.between(0, 4);
        };
    }

    /** How often each opcode comes in a stream, by letter; for those who doubt the mixture. */
    public static Map<Character, Integer> opcodes(List<JournalEntry> entries) {
        Map<Character, Integer> counts = new LinkedHashMap<>();
        for (JournalEntry e : entries) {
            if (e instanceof JournalEntry.Block b) {
                for (int r = 0; r < b.block().rows(); r++) {
                    counts.merge(Opcode.letter(b.block().opcodes()[r]), 1, Integer::sum);
                }
            }
        }
        return counts;
    }
}
