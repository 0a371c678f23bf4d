package dev.lockstep.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.role.Role;
import org.junit.jupiter.api.Test;

/** Nothing of an input may be left out or taken twice, wherever a reader or an entry goes wrong. */
final class InputOrderTest {
    private final byte[] value = {1, 2, 3};

    @Test
    void anActiveThatIsGivenALaterPartOfAnInputStepsAsideBeforeItDecides() {
        Hand hand = Hand.reigning();
        hand.step(hand.input(0, value));
        hand.effects.clear();

        hand.step(hand.input(7, value));

        assertThat(hand.role()).isEqualTo(Role.ASIDE);
        assertThat(hand.effects).noneMatch(e -> e instanceof Effect.Commit);
        assertThat(hand.effects)
                .filteredOn(e -> e instanceof Effect.Alarm)
                .singleElement()
                .asString()
                .contains("reading input 0 stands at 1", "7 to 8");
    }

    @Test
    void anActiveThatIsGivenAPartOfAnInputTwiceStepsAsideBeforeItDecides() {
        Hand hand = Hand.reigning();
        hand.step(hand.input(0, value));
        hand.effects.clear();

        hand.step(hand.input(0, value));

        assertThat(hand.role()).isEqualTo(Role.ASIDE);
        assertThat(hand.effects).noneMatch(e -> e instanceof Effect.Commit);
    }

    @Test
    void anEntryThatPassesOverAPartOfAnInputIsNotStepped() {
        Hand hand = Hand.standingBy();
        long before = hand.model.sequences()[0];

        Entry.Range range = hand.range(5, value);
        hand.append(1, range);
        hand.step(hand.input(0, 6, 5, value));

        assertThat(hand.role()).isEqualTo(Role.ASIDE);
        assertThat(hand.model.sequences()[0]).isEqualTo(before);
        assertThat(hand.effects)
                .filteredOn(e -> e instanceof Effect.Alarm)
                .singleElement()
                .asString()
                .contains("goes on at offset 5", "ended at 0");
    }
}
