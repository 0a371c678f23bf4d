package dev.lockstep.engine.window.aggregate.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions over members, and value counts, against plain lists in groups that grow and shrink. */
class MembersTest {
    private static final int GROUPS = 3;
    private static final int BACK = 5;
    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Field("text", FieldType.STRING, true),
                            new Field("id", FieldType.INT64, true),
                            new Field("v", FieldType.INT64, false)));

    private final StringPool pool = new StringPool();
    private final EventBlock row = EventBlock.attached(SCHEMA);
    private final List<List<long[]>> groups = new ArrayList<>();
    private Functions f = new Functions(true);

    /** The functions under test, over one set of members. */
    private final class Functions {
        final Members members;
        final MemberAt first;
        final MemberAt last;
        final MemberAt lag;
        final MemberTexts texts;
        final DistinctCount distinct = new DistinctCount(null);
        final Mode mode = new Mode(null);
        final List<Accumulator> all;

        Functions(boolean isIndexed) {
            members = new Members(SCHEMA, pool, isIndexed);
            first = MemberAt.first(members, false);
            last = MemberAt.last(members, 0, false);
            lag = MemberAt.last(members, BACK, false);
            texts = new MemberTexts(members, pool, FieldType.INT64, ",", 100_000);
            all = List.of(members, first, last, lag, texts, distinct, mode);
        }

        void enter(int group, long value, boolean isNull) {
            members.enter(row, 0, group);
            first.add(group, value, isNull);
            last.add(group, value, isNull);
            lag.add(group, value, isNull);
            texts.add(group, value, isNull);
            distinct.add(group, value, isNull);
            mode.add(group, value, isNull);
        }

        void leave(int group, long value, boolean isNull) {
            members.find(row, 0, group);
            first.remove(group, value, isNull);
            last.remove(group, value, isNull);
            lag.remove(group, value, isNull);
            texts.remove(group, value, isNull);
            distinct.remove(group, value, isNull);
            mode.remove(group, value, isNull);
            members.leave(group);
        }
    }

    /** Points the row at a member: two key fields, so that neither alone tells members apart. */
    private void point(long id) {
        row.ints(0)[0] = pool.intern("k" + id % 7);
        row.longs(1)[0] = id / 7;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyFunctionFollowsItsMembers(boolean isIndexed) throws IOException {
        row.rows(1);
        f = new Functions(isIndexed);
        for (int g = 0; g < GROUPS; g++) {
            groups.add(new ArrayList<>());
            for (Accumulator a : f.all) {
                a.open(g);
            }
        }
        Random random = new Random(5);
        long next = 0;
        for (int step = 0; step < 20_000; step++) {
            int g = random.nextInt(GROUPS);
            List<long[]> rows = groups.get(g);
            boolean grows = random.nextInt(100) < (step / 2000 % 2 == 0 ? 60 : 38);
            if (rows.isEmpty() || grows) {
                long value = random.nextInt(40) - 20;
                boolean isNull = random.nextInt(8) == 0;
                rows.add(new long[] {next, value, isNull ? 1 : 0});
                point(next++);
                f.enter(g, value, isNull);
            } else {
                int at = random.nextInt(4) == 0 ? random.nextInt(rows.size()) : 0;
                long[] gone = rows.remove(at);
                point(gone[0]);
                f.leave(g, gone[1], gone[2] == 1);
            }
            if (step % 1999 == 0) {
                f = restored(isIndexed);
            }
            check(g);
        }
        assertThat(next).isGreaterThan(5_000);
    }

    private void check(int g) {
        List<long[]> rows = groups.get(g);
        assertPlace(f.first, g, 0);
        assertPlace(f.last, g, rows.size() - 1);
        assertPlace(f.lag, g, rows.size() - 1 - BACK);
        TreeMap<Long, Integer> counts = new TreeMap<>();
        List<String> present = new ArrayList<>();
        for (long[] r : rows) {
            if (r[2] == 0) {
                counts.merge(r[1], 1, Integer::sum);
                present.add(Long.toString(r[1]));
            }
        }
        assertThat(f.distinct.value(g)).isEqualTo(counts.size());
        assertThat(f.mode.isNull(g)).isEqualTo(counts.isEmpty());
        assertThat(f.texts.isNull(g)).isEqualTo(counts.isEmpty());
        if (!counts.isEmpty()) {
            long common = 0;
            int often = 0;
            for (Map.Entry<Long, Integer> e : counts.entrySet()) {
                if (e.getValue() > often) {
                    common = e.getKey();
                    often = e.getValue();
                }
            }
            assertThat(f.mode.value(g)).isEqualTo(common);
            assertThat(pool.string((int) f.texts.value(g))).isEqualTo(String.join(",", present));
        }
    }

    private void assertPlace(MemberAt function, int g, int at) {
        List<long[]> rows = groups.get(g);
        boolean isThere = at >= 0 && at < rows.size() && rows.get(at)[2] == 0;
        assertThat(function.isNull(g)).isEqualTo(!isThere);
        if (isThere) {
            assertThat(function.value(g)).isEqualTo(rows.get(at)[1]);
        }
    }

    private Functions restored(boolean isIndexed) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Accumulator a : f.all) {
            a.save(out, GROUPS);
        }
        Functions again = new Functions(isIndexed);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        for (Accumulator a : again.all) {
            a.restore(in, GROUPS);
        }
        return again;
    }
}
