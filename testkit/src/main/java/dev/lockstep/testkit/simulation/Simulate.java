package dev.lockstep.testkit.simulation;

/**
 * Simulates seeds from the command line: {@code FROM TO [THREADS [engine]]}, or {@code SEED} with a
 * trace; a third word {@code engine} takes real engines in place of ledgers.
 */
public final class Simulate {
    private Simulate() {}

    /** Runs the seeds and prints each violation, what was seen, and how fast it went. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws InterruptedException {
        if (args.length == 1) {
            Trace trace = Trace.on();
            try {
                Simulation.run(Long.parseLong(args[0]), trace);
            } catch (Violation e) {
                trace.lines().add(e.getMessage());
            }
            trace.lines().forEach(System.out::println);
            return;
        }
        long from = Long.parseLong(args[0]);
        long to = Long.parseLong(args[1]);
        int threads = args.length > 2 ? Integer.parseInt(args[2]) : 1;
        Seeds seeds = new Seeds(from, to, threads, args.length > 3);
        long begun = System.nanoTime();
        seeds.run();
        long millis = (System.nanoTime() - begun) / 1_000_000;
        seeds.violations().forEach(System.out::println);
        System.out.print(seeds.coverage());
        System.out.println(
                (to - from + 1)
                        + " seeds in "
                        + millis
                        + " ms, "
                        + seeds.violations().size()
                        + " violations");
    }
}
