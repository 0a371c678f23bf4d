package dev.lockstep.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.role.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A publisher that has several payloads under way loses none of them by a change of roles. */
final class PayloadOrderTest {
    private static List<Long> acknowledged(Hand hand) {
        return hand.of(Effect.Release.class).stream()
                .flatMap(r -> r.acknowledged().stream())
                .map(Effect.Receipt::messageId)
                .toList();
    }

    @Test
    void behindAPayloadThatWasTurnedAwayNoneIsTakenBeforeItIsOfferedAgain() {
        Hand hand = new Hand(0);
        hand.step(hand.payload(1));
        assertThat(hand.of(Effect.TurnAway.class)).hasSize(1);
        hand.pass(2000);
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);

        hand.step(hand.payload(2));
        hand.pass(100);
        assertThat(hand.of(Effect.TurnAway.class))
                .extracting(Effect.TurnAway::messageId)
                .containsExactly(1L, 2L);
        assertThat(acknowledged(hand)).isEmpty();

        hand.step(hand.payload(1), hand.payload(2));
        hand.pass(100);
        assertThat(acknowledged(hand)).containsExactly(1L, 2L);
        assertThat(hand.of(Effect.Release.class).stream().flatMap(r -> r.acknowledged().stream()))
                .noneMatch(Effect.Receipt::isRepeat);
    }
}
