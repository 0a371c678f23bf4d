package dev.lockstep.brokers;

import dev.lockstep.api.error.ErrorCode;

/** What can go wrong with nodes that Lockstep starts itself. */
public enum BrokersError implements ErrorCode {
    NO_CLASS_PATH(
            "LS-7101",
            Category.USER,
            "build the module brokers, or name its file with -Dlockstep.brokers.classpath=FILE"),
    NODE_ENDED("LS-7102", Category.EXTERNAL, "see the last lines of the node's log"),
    NOT_READY_IN_TIME(
            "LS-7103",
            Category.EXTERNAL,
            "see the last lines of the node's log, and give more time on a busy machine"),
    NO_PORT("LS-7104", Category.EXTERNAL, "end what uses the ports, or name another address"),
    FOLDER("LS-7105", Category.EXTERNAL, "name a folder that can be written and has room"),
    NOT_RUNNING("LS-7106", Category.USER, "start the node first"),
    NO_PROCESS(
            "LS-7107",
            Category.EXTERNAL,
            "see to it that this process may start others and signal them"),
    BAD_SETTING("LS-7108", Category.USER, "correct the setting"),
    INTERRUPTED("LS-7109", Category.USER, "start the nodes again");

    private final Text text;

    BrokersError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
