package dev.lockstep.bench.peers;

/**
 * Divides the time of the whole command among the processes that are still to be run, by their
 * shares. What one leaves over is the others'.
 */
final class TimePlan {
    /** What a process needs besides its repetitions, until some have been measured. */
    private static final double FIRST_GUESS_OF_REST = 3;

    private final double totalSeconds;
    private int sharesLeft;
    private int processesLeft;
    private double restSeconds = FIRST_GUESS_OF_REST;

    /**
     * @param shares of all processes together
     */
    TimePlan(double totalSeconds, int shares, int processes) {
        this.totalSeconds = totalSeconds;
        this.sharesLeft = shares;
        this.processesLeft = processes;
    }

    /**
     * Seconds for the repetitions of the next process, when so many have passed since the start.
     */
    double allowance(int share, double passedSeconds) {
        double free = totalSeconds - passedSeconds - processesLeft * restSeconds;
        return Math.max(0, free * share / sharesLeft);
    }

    /**
     * A process has ended.
     *
     * @param restSeconds what it took besides its repetitions
     */
    void ended(int share, double restSeconds) {
        sharesLeft -= share;
        processesLeft--;
        // a mean that forgets, since the machine may get busier or quieter
        this.restSeconds += (restSeconds - this.restSeconds) / 8;
    }

    /** Whether so many seconds more still fit. */
    boolean fits(double seconds, double passedSeconds) {
        return passedSeconds + seconds <= totalSeconds;
    }
}
