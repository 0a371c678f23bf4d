package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.journal.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows that a sliding retention takes many at once, against the same rows one by one: a block of
 * one row is never looked ahead in.
 */
class PlainArrivalsTest {
    /** Beyond 64 fields, so that a row's null mask has two words. */
    private static final int FIELDS_MORE = 66;

    /** What a stream is like. */
    private record Habits(int keys, int kinds, int nulls, int late, int step) {
        static Habits of(SplittableRandom random, int rows) {
            // keys that come again right when, shortly after or long after they have left
            int[] keys = {rows, rows + 1, rows + 3, rows * 4, 1_000_000};
            int[] seldom = {0, 0, 7, 50, 300};
            return new Habits(
                    keys[random.nextInt(keys.length)],
                    seldom[random.nextInt(seldom.length)],
                    seldom[random.nextInt(seldom.length)],
                    seldom[random.nextInt(seldom.length)],
                    1 + random.nextInt(3));
        }
    }

    private final List<String> events = new ArrayList<>();

    private static boolean happens(SplittableRandom random, int oneOf) {
        return oneOf > 0 && random.nextInt(oneOf) == 0;
    }

    private void makeEvents(SplittableRandom random, Habits habits, int count) {
        events.clear();
        long time = 1_000;
        for (int k = 0; k < count; k++) {
            // as ten rows of one time and then a step, or a step with each
            time += happens(random, 10) ? 10L * habits.step : random.nextInt(habits.step);
            long at = happens(random, habits.late) ? time - random.nextInt(60) : time;
            String opcode = happens(random, habits.kinds) ? "" + "IUDPS".charAt(k % 5) : "I";
            int key = k % habits.keys;
            String value = happens(random, habits.nulls) ? "" : "" + k;
            String stamp = happens(random, habits.nulls) ? "" : at * 1_000_000 + "";
            String text = happens(random, habits.nulls) ? "" : "t" + k % 30;
            String id = happens(random, habits.nulls * 3) ? "" : "" + key;
            String last = happens(random, habits.nulls) ? "" : "" + -k;
            events.add(
                    String.join(",", opcode + " " + id, value, stamp, text, key + ".5")
                            + (habits.nulls == 0 ? "," + k % 9 : ",").repeat(FIELDS_MORE - 1)
                            + ","
                            + last);
        }
    }

    private static Trial trial(String keyType, String retention, boolean isWide) {
        StringBuilder more = new StringBuilder();
        for (int f = 0; isWide && f < FIELDS_MORE; f++) {
            more.append(",f").append(f).append(":int32");
        }
        return new Trial(
                "",
                "<window-source name='s'><schema-string>id*:"
                        + keyType
                        + ",v:int32,at:stamp,t:string,d:double"
                        + more
                        + "</schema-string><retention "
                        + retention
                        + "</retention></window-source>",
                "");
    }

    /** As many journal entries, whatever the cut. */
    private void push(Trial trial, int from, int end) {
        trial.push("s", events.subList(from, end).toArray(String[]::new));
        for (int k = from + 1; k < end; k++) {
            trial.engine().step(new JournalEntry.Heartbeat(1_000_000_000_000_000L));
        }
    }

    private static byte[] snapshot(Trial trial) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        trial.engine().save(out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "int64, bycount_sliding, 4, 4",
        "int64, bycount_sliding, 5, 5",
        "int64, bycount_sliding, 17, 17",
        "int64, bycount_sliding, 300, 300",
        "int64, bycount_sliding, 4500, 4500",
        "string, bycount_sliding, 20, 20",
        "int64, bytime_sliding, 5, 5 seconds",
        "int64, bytime_sliding, 20, 40 seconds",
        "int64, bytime_sliding, 60, 200 seconds",
        "int32, bytime_sliding, 20, 30 seconds",
    })
    void rowsTakenTogetherGiveWhatTheyGiveOneByOne(
            String keyType, String type, int rows, String amount) {
        String field = type.startsWith("bytime") ? " field='at'" : "";
        String retention = "type='" + type + "'" + field + ">" + amount;
        int count = Math.max(700, rows * 2);
        int streams = rows > 1_000 ? 2 : 30;
        for (int seed = 0; seed < streams; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Habits habits = Habits.of(random, rows);
            makeEvents(random, habits, count);
            int most = 2 + random.nextInt(seed % 2 == 0 ? 30 : 400);
            String what = "seed " + seed + " with " + habits;
            boolean isWide = seed % 4 == 3;
            Trial together = trial(keyType, retention, isWide);
            Trial alone = trial(keyType, retention, isWide);
            List<String> out = together.watch("s", seed % 3 == 0);
            List<String> expected = alone.watch("s", seed % 3 == 0);
            for (int from = 0; from < count; ) {
                int end = Math.min(count, from + 1 + random.nextInt(most));
                push(together, from, end);
                for (int k = from; k < end; k++) {
                    push(alone, k, k + 1);
                }
                assertThat(out).as(what).isEqualTo(expected);
                out.clear();
                expected.clear();
                from = end;
            }
            assertThat(together.bad()).as(what).isEqualTo(alone.bad());
            assertThat(together.retained("s")).as(what).isEqualTo(alone.retained("s"));
            if (!keyType.equals("string")) {
                // codes of texts depend on when the pool is swept
                assertThat(snapshot(together)).as(what).isEqualTo(snapshot(alone));
            }
        }
    }

    @Test
    void aFullWindowOfManyRowsGivesTheSameAtEveryCut() {
        makeEvents(new SplittableRandom(1), new Habits(1_000_000, 0, 0, 0, 1), 14_000);
        Trial together = trial("int64", "type='bycount_sliding'>5000", false);
        Trial alone = trial("int64", "type='bycount_sliding'>5000", false);
        List<String> out = together.watch("s", false);
        List<String> expected = alone.watch("s", false);
        for (int from = 0; from < events.size(); from += 250) {
            push(together, from, from + 250);
            for (int k = from; k < from + 250; k++) {
                push(alone, k, k + 1);
            }
        }
        assertThat(out).isEqualTo(expected);
        assertThat(together.retained("s")).isEqualTo(alone.retained("s"));
        assertThat(snapshot(together)).isEqualTo(snapshot(alone));
    }
}
