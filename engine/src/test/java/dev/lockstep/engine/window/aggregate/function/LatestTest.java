package dev.lockstep.engine.window.aggregate.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatestTest {
    private static final int GROUPS = 20;

    private final SplittableRandom random = new SplittableRandom(5);

    private static @Nullable Long expected(List<@Nullable Long> rows, int back) {
        return rows.size() <= back ? null : rows.get(rows.size() - 1 - back);
    }

    private static Latest restored(Latest saved, int back) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        saved.save(new DataOutputStream(bytes), GROUPS);
        Latest latest = new Latest(back, null);
        latest.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), GROUPS);
        return latest;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 30, 100})
    void theValueIsThatOfTheRowSoFarBackWhateverWasForgottenOrRestored(int back)
            throws IOException {
        Latest latest = new Latest(back, null);
        List<List<@Nullable Long>> rows = new ArrayList<>();
        for (int g = 0; g < GROUPS; g++) {
            latest.open(g);
            rows.add(new ArrayList<>());
        }
        for (int step = 0; step < 20_000; step++) {
            int g = Math.min(random.nextInt(GROUPS), random.nextInt(GROUPS));
            List<@Nullable Long> group = rows.get(g);
            if (random.nextInt(500) == 0) {
                latest.close(g);
                group.clear();
            } else if (random.nextInt(2000) == 0) {
                latest = restored(latest, back);
            } else {
                long value = random.nextLong();
                boolean isNull = random.nextInt(5) == 0;
                latest.add(g, value, isNull);
                group.add(isNull ? null : value);
            }
            Long wanted = expected(group, back);
            assertThat(latest.isNull(g)).isEqualTo(wanted == null);
            if (wanted != null) {
                assertThat(latest.value(g)).isEqualTo(wanted);
            }
        }
    }

    @Test
    void manyGroupsOfFewRowsTakeLittleRoomHoweverFarTheFunctionLooksBack() {
        Latest latest = new Latest(9999, null);
        int groups = 300_000;
        for (int g = 0; g < groups; g++) {
            latest.open(g);
            latest.add(g, g, false);
        }
        assertThat(latest.isNull(groups - 1)).isTrue();
    }
}
