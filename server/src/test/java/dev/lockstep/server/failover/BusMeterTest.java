package dev.lockstep.server.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.EntryCodec;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.InputRecord;
import dev.lockstep.failover.port.JournalRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusMeterTest {
    private final BusMeter meter = new BusMeter(1, 1);

    private static byte[] entry(long index, Entry.Body body) {
        return EntryCodec.write(new Entry(index, 1, 5_000_000 + index, body));
    }

    private static ReplicaOutput output(int place) {
        return new ReplicaOutput(place, 0, new byte[100]);
    }

    private void tell(Fact fact) {
        BusMeter.Settled settled = meter.passes(fact);
        if (settled != null) {
            meter.record(settled);
        }
    }

    private static Effect.Commit commit(long number, long firstIndex, int records) {
        return new Effect.Commit(
                number,
                1,
                List.of(
                        entry(firstIndex, new Entry.Range(0, 0, records, records, 0)),
                        entry(firstIndex + 1, new Entry.Tick())),
                List.of(output(0), output(0), output(1)));
    }

    @Test
    void aCommitIsCountedOnceItIsKnownToHaveSucceeded() {
        tell(new Fact.InputRead(1, 0, 0, List.of(new InputRecord(0, new byte[1])), 7));
        meter.begins(commit(1, 0, 7));
        assertThat(meter.commits.read().count()).isZero();
        assertThat(meter.latency.read().count()).isZero();
        tell(new Fact.Committed(1));
        assertThat(meter.commits.read().count()).isEqualTo(1);
        assertThat(meter.commitEntries.read().sum()).isEqualTo(2);
        assertThat(meter.commitRecords.read().sum()).isEqualTo(3);
        assertThat(meter.commitBytes.sum()).isGreaterThan(300).isLessThan(500);
        assertThat(meter.latency.read().count()).isEqualTo(7);
        assertThat(meter.taken(0)).isEqualTo(7);
        // the third goes elsewhere than to a topic
        assertThat(meter.written(0)).isEqualTo(2);
        assertThat(meter.unknown.sum() + meter.refused.sum() + meter.again.sum()).isZero();
    }

    @Test
    void anAnswerToAnotherCommitIsNotTakenForThisOne() {
        meter.begins(commit(2, 0, 7));
        tell(new Fact.Committed(1));
        assertThat(meter.commits.read().count()).isZero();
    }

    @Test
    void aCommitOfUnknownOutcomeThatIsSentAgainIsCountedAsThat() {
        meter.begins(commit(1, 4, 7));
        tell(new Fact.CommitUnknown(1, "lost"));
        meter.begins(commit(2, 4, 7));
        tell(new Fact.Committed(2));
        meter.begins(commit(3, 6, 7));
        tell(new Fact.CommitRefused(3));
        assertThat(meter.unknown.sum()).isEqualTo(1);
        assertThat(meter.again.sum()).isEqualTo(1);
        assertThat(meter.refused.sum()).isEqualTo(1);
        assertThat(meter.commits.read().count()).isEqualTo(1);
    }

    @Test
    void aPayloadsTimeBeginsWhenItWasFirstHandedOver() {
        tell(new Fact.Offered("q/s", "client", 1, new byte[1]));
        meter.begins(release("client", 1, false));
        assertThat(meter.latency.read().count()).isEqualTo(1);
        // a client does not wait for one before it hands over the next
        tell(new Fact.Offered("q/s", "other", 1, new byte[1]));
        tell(new Fact.Offered("q/s", "other", 2, new byte[1]));
        meter.begins(release("other", 1, false));
        meter.begins(release("other", 2, false));
        assertThat(meter.latency.read().count()).isEqualTo(3);
        // of the next one there is no release yet, and what was turned away begins anew
        tell(new Fact.Offered("q/s", "client", 2, new byte[1]));
        meter.begins(new Effect.TurnAway("client", 2));
        meter.begins(release("client", 2, false));
        assertThat(meter.latency.read().count()).isEqualTo(3);
        tell(new Fact.Offered("q/s", "client", 3, new byte[1]));
        meter.begins(release("client", 3, true));
        assertThat(meter.latency.read().count()).isEqualTo(3);
    }

    private static Effect.Release release(String client, long messageId, boolean isRepeat) {
        return new Effect.Release(
                List.of(), List.of(new Effect.Receipt(client, messageId, isRepeat)));
    }

    @Test
    void fencesAndEndsAreTimedByTheirTickets() {
        meter.begins(new Effect.Fence(3));
        tell(new Fact.Fenced(2));
        assertThat(meter.fences.read().count()).isZero();
        tell(new Fact.Fenced(3));
        assertThat(meter.fences.read().count()).isEqualTo(1);
        meter.begins(new Effect.AskJournalEnd(4));
        tell(new Fact.Failed(4, "not now"));
        assertThat(meter.failed.sum()).isEqualTo(1);
        meter.begins(new Effect.AskJournalEnd(5));
        tell(new Fact.JournalEnd(5, 100));
        assertThat(meter.ends.read().count()).isEqualTo(1);
    }

    @Test
    void theNewestEntryThatWasReadIsKnownByItsIndexAndItsAge() {
        assertThat(meter.readIndex()).isZero();
        assertThat(meter.readAgeSeconds(9_000_000)).isZero();
        List<JournalRecord> records =
                List.of(
                        new JournalRecord(10, entry(0, new Entry.Tick())),
                        new JournalRecord(12, entry(1, new Entry.Tick())));
        tell(new Fact.JournalRead(1, records, 13));
        assertThat(meter.readIndex()).isEqualTo(2);
        assertThat(meter.readAgeSeconds(7_000_001)).isEqualTo(2);
        // a clock that was put back
        assertThat(meter.readAgeSeconds(1)).isZero();
        tell(new Fact.JournalRead(1, List.of(new JournalRecord(13, new byte[40])), 14));
        assertThat(meter.readIndex()).isEqualTo(2);
        tell(new Fact.JournalLost(1, "gone"));
        tell(new Fact.InputLost(1, 0, "gone"));
        assertThat(meter.lost.sum()).isEqualTo(2);
    }
}
