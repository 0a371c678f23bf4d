package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.ErrorCode;

/** What can be wrong with the bus of a project in failover. */
public enum BusError implements ErrorCode {
    BAD_SETTING("LS-7061", Category.USER, "correct the setting"),
    BAD_TOPIC_NAME(
            "LS-7062",
            Category.USER,
            "use letters, digits, underscores and hyphens in names that become names of topics"),
    TOPIC_MISSING("LS-7063", Category.USER, "create the topic, or let the engine do it"),
    TOPIC_NOT_MADE(
            "LS-7064",
            Category.EXTERNAL,
            "see whether the brokers can be reached and the engine may create topics"),
    PARTITIONS("LS-7065", Category.USER, "make the topic anew with one partition"),
    REPLICATION(
            "LS-7066",
            Category.USER,
            "use three brokers or more, and three copies of each topic of the project"),
    IN_SYNC(
            "LS-7067",
            Category.USER,
            "set min.insync.replicas to 2, so that one broker may be lost and no record with it"),
    UNCLEAN_ELECTION("LS-7068", Category.USER, "set unclean.leader.election.enable to false"),
    RETENTION(
            "LS-7069",
            Category.USER,
            "let the topic keep its records for longer, or take snapshots more often"),
    COMPACTION("LS-7070", Category.USER, "set cleanup.policy to delete"),
    MESSAGE_SIZE("LS-7071", Category.USER, "raise max.message.bytes of the topic"),
    TRANSACTIONS(
            "LS-7072",
            Category.USER,
            "use brokers of version 4 or newer, with transaction.version 2 or higher"),
    TRANSACTION_LOG(
            "LS-7073",
            Category.USER,
            "set transaction.state.log.replication.factor to 3 and transaction.state.log.min.isr to"
                    + " 2"),
    SLOW_TRANSACTIONS(
            "LS-7074", Category.USER, "set add.partitions.to.txn.retry.backoff.ms to 1 on brokers"),
    NOT_CHECKED(
            "LS-7075",
            Category.EXTERNAL,
            "see whether the brokers can be reached and the engine may read their settings"),
    HELD_UP(
            "LS-7076",
            Category.EXTERNAL,
            "find the transaction with kafka-transactions.sh and abort it; let nobody else write to"
                    + " topics of the project"),
    RECORD_SIZE(
            "LS-7077",
            Category.RESOURCE,
            "raise max.message.bytes of the topic that is named; engines try again by"
                    + " themselves");

    private final Text text;

    BusError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
