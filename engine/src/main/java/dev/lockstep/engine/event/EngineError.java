package dev.lockstep.engine.event;

import dev.lockstep.api.error.ErrorCode;

/** The engine's error codes. */
public enum EngineError implements ErrorCode {
    INSERT_OF_EXISTING_KEY(
            "LS-3001", Category.USER, "publish it as an upsert, or delete the row first"),
    UPDATE_OF_MISSING_KEY(
            "LS-3002", Category.USER, "publish it as an upsert, or insert the row first"),
    DELETE_OF_MISSING_KEY("LS-3003", Category.USER, "publish it as a safe delete"),
    NULL_KEY("LS-3004", Category.USER, "give every key field a value"),
    NOT_AN_INSERT(
            "LS-3005",
            Category.USER,
            "publish inserts only, or remove insert-only from the source window"),
    TRANSACTION_REFUSED(
            "LS-3006",
            Category.USER,
            "correct the event that failed and publish the whole block again"),
    UNSUPPORTED("LS-3007", Category.USER, "see the reference of project XML for what is supported"),
    UNKNOWN_WINDOW("LS-3008", Category.USER, "name a window of the project as query/window"),
    TIME_GOES_BACK("LS-3009", Category.INTERNAL, "report it with the journal"),
    NOT_A_SOURCE("LS-3010", Category.USER, "publish into a source window"),
    SCHEMA_MISMATCH("LS-3011", Category.INTERNAL, "report it with the project"),
    UNKNOWN_AGGREGATE("LS-3012", Category.USER, "see the reference of aggregate functions"),
    PARTIAL_UPDATE_OF_UNKEPT_FACT(
            "LS-3014", Category.USER, "publish whole rows, or let the join keep its facts"),
    WRONG_AGGREGATE_ARGUMENTS("LS-3013", Category.USER, "see the reference of aggregate functions"),
    BEAN_DOES_NOT_FIT(
            "LS-3015",
            Category.USER,
            "give the public class a public getter, accessor or field for each field of the"
                    + " source"),
    WRONG_CALCULATION(
            "LS-3016",
            Category.USER,
            "see the page on counter and summary windows for what the algorithm takes"),
    TOO_MANY_FACTS(
            "LS-3020",
            Category.RESOURCE,
            "let retention take facts, name pi_EMPTY as the fact side's index, or set"
                    + " no-regenerates"),
    UNBOUNDED_FACTS(
            "LS-3021",
            Category.USER,
            "let retention take facts, name pi_EMPTY as the fact side's index, or set"
                    + " no-regenerates"),
    INDEX_IN_MEMORY("LS-3022", Category.USER, "see the page on indexes for what can be on disk"),
    WRONG_USER_AGGREGATE(
            "LS-3023", Category.USER, "name every user function USER_ and something, each once"),
    USER_AGGREGATE_FAILED(
            "LS-3024", Category.USER, "correct the user function, then go on from a snapshot");

    private final Text text;

    EngineError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
