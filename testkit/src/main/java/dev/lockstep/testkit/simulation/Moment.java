package dev.lockstep.testkit.simulation;

/** When a fault that lies in wait strikes. */
enum Moment {
    PREPARE,
    FOLLOW,
    REHEARSE,
    FENCE_ASKED,
    FENCE_APPLIED,
    END_ASKED,
    COMMIT_ASKED,
    BATCH_PUT,
    COMMIT_DECIDED,
    COMMIT_ANSWERED,
    CATCHING_UP,
    RESUMING,
    CLAIMING,
    REIGNING,
    HANDING_OVER,
    SNAPSHOT_TAKEN
}
