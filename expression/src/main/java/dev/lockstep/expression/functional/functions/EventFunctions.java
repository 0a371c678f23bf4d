package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.runtime.FunctionalScope;

/** The event, its source and its numbers. */
public final class EventFunctions {
    private EventFunctions() {}

    @Function(
            meaning = "The name of the window that the event came from.",
            example = "input()",
            gives = "source",
            known = true)
    public static String input(FunctionalScope rt) {
        return rt.inputName();
    }

    @Function(
            meaning = "How many events arrived so far, deletes not counted, this one included.",
            example = "eventCounter()",
            gives = "1",
            known = true)
    public static long eventCounter(FunctionalScope rt) {
        return rt.eventCount();
    }

    @Function(
            meaning =
                    "The number, from 0, of the row among those that are made of one event, by all"
                            + " loops, and ask for their number.",
            example = "eventNumber()",
            gives = "0",
            known = true)
    public static long eventNumber(FunctionalScope rt) {
        return rt.eventNumber();
    }

    @Function(
            meaning = "The time of the event's journal entry in microseconds since 1970.",
            example = "eventTimestamp()",
            gives = "1767323045678901",
            known = true)
    public static long eventTimestamp(FunctionalScope rt) {
        return rt.context().entryMicros();
    }

    @Function(
            meaning =
                    "An identifier of 32 hexadecimal digits in five groups, from the project's"
                            + " random numbers.",
            example = "stringLength(guid())",
            gives = "36",
            known = true)
    public static String guid(FunctionalScope rt) {
        long high = rt.context().nextRandom() & ~0xF000L | 0x4000L;
        long low = rt.context().nextRandom() & ~(3L << 62) | 1L << 63;
        return new java.util.UUID(high, low).toString();
    }

    @Function(
            meaning = "The time of the journal entry in milliseconds since 1970.",
            example = "systemMilli()",
            gives = "1767323045678")
    public static long systemMilli(FunctionalScope rt) {
        return Math.floorDiv(rt.context().entryMicros(), 1_000L);
    }

    @Function(
            meaning = "The time of the journal entry in microseconds since 1970.",
            example = "systemMicro()",
            gives = "1767323045678901")
    public static long systemMicro(FunctionalScope rt) {
        return rt.context().entryMicros();
    }
}
