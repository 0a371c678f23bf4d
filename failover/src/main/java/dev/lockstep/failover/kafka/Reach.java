package dev.lockstep.failover.kafka;

import java.util.List;

/**
 * From where to where the topics of a project go at one moment.
 *
 * @param journalFrom offset of the oldest record of the journal
 * @param journalEnd offset behind its newest, committed or not
 * @param inputsFrom offset of the oldest record of each input
 */
public record Reach(long journalFrom, long journalEnd, List<Long> inputsFrom) {
    public Reach {
        inputsFrom = List.copyOf(inputsFrom);
    }
}
