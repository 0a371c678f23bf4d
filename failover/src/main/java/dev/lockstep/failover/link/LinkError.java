package dev.lockstep.failover.link;

import dev.lockstep.api.error.ErrorCode;

/** What can go wrong on a link between engines. */
public enum LinkError implements ErrorCode {
    NO_SECRET(
            "LS-7020",
            Category.USER,
            "give the engines of a project the same secret; without one a lost engine is noticed"
                    + " later, by silence in the journal"),
    CANNOT_LISTEN(
            "LS-7021", Category.EXTERNAL, "choose a port that is free and an address of this host"),
    NOT_PROVED(
            "LS-7022",
            Category.USER,
            "give both engines the same secret; if they have it, see who connects there"),
    BAD_FRAME(
            "LS-7023",
            Category.EXTERNAL,
            "see who connects there; engines of one project need equal versions of Lockstep"),
    TOO_SLOW("LS-7024", Category.EXTERNAL, "see who connects there, and the network between"),
    TOO_MANY_CONNECTIONS(
            "LS-7025", Category.RESOURCE, "see who connects there, or raise the limit"),
    TLS("LS-7026", Category.USER, "correct the keystores, or see who connects there"),
    NO_SNAPSHOT("LS-7027", Category.EXTERNAL, "see the reason; the engine goes on trying"),
    BAD_SNAPSHOT("LS-7028", Category.EXTERNAL, "try again; see the log of the engine that sent it"),
    BAD_SETTING("LS-7029", Category.USER, "correct the setting that is named"),
    WRONG_PEER(
            "LS-7030", Category.USER, "correct the address, or give each engine a name of its own");

    private final Text text;

    LinkError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
