package dev.lockstep.failover.role;

/**
 * What an engine is in one project.
 *
 * <pre>
 *  JOINING → CATCHING_UP → PROVING → STANDBY → FENCING → READING_END → RESUMING → CLAIMING → ACTIVE
 *
 *  ACTIVE → HANDING_OVER → STANDBY           planned switch
 *  ACTIVE → FENCING                          a commit whose outcome is unknown is settled
 *  ACTIVE → JOINING                          fenced by somebody else: what was ahead is given up
 *  CLAIMING, RESUMING → STANDBY              somebody else was faster; nothing was ahead
 *  any → ASIDE → JOINING                     cannot be in step, with a reason
 * </pre>
 *
 * Only an engine between CLAIMING and HANDING_OVER commits. Invariant: whoever commits has fenced
 * after everybody whose entries it has read, and has read all that was committed before its fence.
 */
public enum Role {
    /** Loads the newest snapshot, or begins at the journal's beginning. */
    JOINING,
    /** Steps the journal from there to where its end was. */
    CATCHING_UP,
    /** In step, but has not proved yet that it can take over. */
    PROVING,
    /** In step and counted. */
    STANDBY,
    /** Takes the right to commit. */
    FENCING,
    /** Asks how far the journal goes, now that nobody else adds to it. */
    READING_END,
    /** Steps what is left. */
    RESUMING,
    /** Commits that it reigns, or again what it does not know the outcome of. */
    CLAIMING,
    /** Decides. */
    ACTIVE,
    /** Decides nothing any more and commits that it is done. */
    HANDING_OVER,
    /** Not in step, for a reason that it tells. */
    ASIDE
}
