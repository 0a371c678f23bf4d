package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionEdgesTest {
    private static Trial source(String retention) {
        return new Trial(
                "",
                "<window-source name='s'><schema-string>id*:int64,at:stamp</schema-string>"
                        + retention
                        + "</window-source>",
                "");
    }

    @Test
    void aCountTakesTheOldestRowWhateverItsFieldSays() {
        Trial t = source("<retention type='bycount_sliding' field='at'>2</retention>");
        List<String> out = t.watch("s", false);
        t.push("s", "I 1,300", "I 2,100", "I 3,200", "I 4,");
        assertThat(out)
                .containsExactly("I 1,300", "I 2,100", "I 3,200", "DR 1,300", "I 4,", "DR 2,100");
    }

    @Test
    void timesFurtherApartThanADifferenceCanSayAreApart() {
        String early = "-7000000000000000000";
        String late = "7000000000000000000";
        for (String type : List.of("sliding", "jumping")) {
            Trial t = source("<retention type='bytime_" + type + "' field='at'>1 hour</retention>");
            List<String> out = t.watch("s", false);
            t.push("s", "I 1," + early, "I 2," + late);
            assertThat(out)
                    .as(type)
                    .containsExactly("I 1," + early, "I 2," + late, "DR 1," + early);
        }
    }

    @Test
    void aLookBackBeyondTheFirstOfAllTimesTakesNothing() {
        Trial t =
                source(
                        "<retention type='bytime_jumping_lookback' field='at' unit='365 days'>1"
                                + " hour</retention>");
        List<String> out = t.watch("s", false);
        String first = "-9223372036854770000";
        String next = "-9223372032000000000";
        t.push("s", "I 1," + first, "I 2," + next);
        assertThat(out).containsExactly("I 1," + first, "I 2," + next);
    }
}
