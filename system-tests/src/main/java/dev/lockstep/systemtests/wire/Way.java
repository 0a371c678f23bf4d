package dev.lockstep.systemtests.wire;

/** Which way a cut concerns, as the engine sees it. */
public enum Way {
    BOTH("from"),
    /** What the engine says does not arrive. */
    OUT("on its way to"),
    /** The engine hears nothing. */
    IN("on the way from");

    private final String words;

    Way(String words) {
        this.words = words;
    }

    /** For people, before the name of what it is cut from. */
    public String words() {
        return words;
    }
}
