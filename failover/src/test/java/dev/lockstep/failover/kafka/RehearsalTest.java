package dev.lockstep.failover.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proving that one could take over, without doing it. */
final class RehearsalTest {
    @Test
    void aRehearsalFindsTheInputsAndLeavesNoTrace() throws Exception {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            one.bus.perform(new Effect.Rehearse(4));
            Fact.Rehearsed found = one.take(Fact.Rehearsed.class);
            assertThat(found.ticket()).isEqualTo(4);
            assertThat(found.inputs()).containsExactly(bench.inputAsItIs());
            assertThat(one.end()).isZero();
            assertThat(bench.committed(bench.output)).isEmpty();
        }
    }

    @Test
    void aRehearsalDoesNotFenceWhoeverReigns() {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"));
                Party two = new Party(bench.settings("two"))) {
            one.fence();
            two.bus.perform(new Effect.Rehearse(1));
            two.take(Fact.Rehearsed.class);
            assertThat(one.commit("a", 1, 1)).isInstanceOf(Fact.Committed.class);
        }
    }

    @Test
    void theBeginningIsWhereTheSettingSays() {
        try (Bench bench = new Bench().made()) {
            bench.publish(bench.input, List.of("a", "b", "c"));
            assertThat(from(bench, InitialOffset.SMALLEST)).isEqualTo(0);
            assertThat(from(bench, InitialOffset.LARGEST)).isEqualTo(3);
            assertThat(from(bench, InitialOffset.at(2))).isEqualTo(2);
        }
    }

    private static long from(Bench bench, InitialOffset initial) {
        try (Party party = new Party(bench.settings("of" + initial.offset(), initial))) {
            party.bus.perform(new Effect.Rehearse(1));
            Entry.Input input = party.take(Fact.Rehearsed.class).inputs().get(0);
            return input.from();
        }
    }

    @Test
    void whatIsInTheWayIsSaid() {
        try (Bench bench = new Bench().made();
                Bench empty = new Bench();
                Party early = new Party(bench.settings("early", InitialOffset.at(9)));
                Party one = new Party(empty.settings("one"))) {
            early.bus.perform(new Effect.Rehearse(1));
            assertThat(early.take(Fact.Failed.class).reason()).contains("9", bench.input);
            one.bus.perform(new Effect.Rehearse(2));
            assertThat(one.take(Fact.Failed.class).reason()).contains("there is no topic");
        }
    }
}
