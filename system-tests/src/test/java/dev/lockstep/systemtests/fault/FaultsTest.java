package dev.lockstep.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The catalogue of faults. */
final class FaultsTest {
    @Test
    void eachFaultIsCountedUnderItsOwnWords() {
        assertThat(Faults.all().stream().map(Fault::words)).doesNotHaveDuplicates();
    }

    @Test
    void everyFaultThatCanBeDoneHereIsDrawnSoonerOrLater() {
        List<String> possible =
                Faults.all().stream()
                        .filter(f -> f.obstacle().isEmpty())
                        .map(Fault::words)
                        .sorted()
                        .toList();
        Random random = new Random(1);
        Set<String> drawn = new TreeSet<>();
        for (int k = 0; k < 5_000; k++) {
            drawn.add(Faults.draw(random, Faults.among("")).words());
        }

        assertThat(List.copyOf(drawn)).isEqualTo(possible);
    }

    @Test
    void onlyFaultsOfThatNameAreAmongThoseThatWereAskedFor() {
        assertThat(Faults.among("freeze of the active"))
                .isNotEmpty()
                .allMatch(f -> f.words().contains("freeze of the active"));
        assertThat(Faults.among("a comet")).isEmpty();
    }

    @Test
    void twoFaultsTogetherLastAsLongAsTheLongerOne() {
        Fault both = new Both(new LoseNode(Part.BROKER), new Freeze(Who.ACTIVE));

        assertThat(both.isTakeover()).isTrue();
        assertThat(both.span()).isEqualTo(new Fault.Span(300, 3_000));
    }
}
