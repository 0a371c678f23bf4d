package dev.lockstep.failover.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.brokers.LocalKafka;
import dev.lockstep.brokers.Node;
import dev.lockstep.brokers.SharedKafka;
import dev.lockstep.failover.port.Fact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine whose brokers say nothing any more. */
@Timeout(120)
final class CutOffTest {
    @Test
    void anEngineKnowsWhenNoBrokerAnswersAndWhenOneDoesAgain() throws Exception {
        LocalKafka cluster = SharedKafka.get();
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            one.fence();
            one.commit("a", 1, 0);
            assertThat(one.journal(0)).hasSize(1);
            for (Fact f = one.takeSoon(); f != null; f = one.takeSoon()) {
                assertThat(f).as("brokers have nothing new").isNotInstanceOf(Fact.CutOff.class);
            }

            cluster.nodes().forEach(Node::freeze);
            assertThat(one.take(Fact.CutOff.class)).isEqualTo(new Fact.CutOff(true));
            cluster.nodes().forEach(Node::thaw);
            assertThat(one.take(Fact.CutOff.class)).isEqualTo(new Fact.CutOff(false));
        } finally {
            cluster.nodes().forEach(Node::thaw);
            SharedKafka.get();
        }
    }
}
