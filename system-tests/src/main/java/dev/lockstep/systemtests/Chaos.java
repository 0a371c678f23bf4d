package dev.lockstep.systemtests;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.brokers.SharedFolder;
import dev.lockstep.server.trial.Certificate;
import dev.lockstep.server.trial.CertificateText;
import dev.lockstep.systemtests.fault.Fault;
import dev.lockstep.systemtests.fault.Faults;
import dev.lockstep.systemtests.stage.Ground;
import dev.lockstep.systemtests.wire.Namespaces;
import dev.lockstep.systemtests.wire.Network;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** {@code chaos}: faults drawn from seeds, done to real processes at random moments. */
public final class Chaos {
    private static final int WRONG_COMMAND_LINE = 4;
    private static final double NANOS = 1e9;

    /** As many share topics, engines that survive, and a reference run. */
    private static final int TRIALS_A_ROUND = 20;

    private final ChaosOptions options;
    private final PrintWriter out;
    private final GapTable table = new GapTable();
    private final List<String> violations = new ArrayList<>();
    private int done;

    Chaos(ChaosOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /** The command; exit code 0 if no trial violated the guarantee. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try {
            System.exit(new Chaos(ChaosOptions.of(args), out).run() ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("lockstep chaos: " + e.getMessage());
            System.err.println(ChaosOptions.USAGE);
            System.exit(WRONG_COMMAND_LINE);
        }
    }

    /** Whether no trial violated the guarantee. */
    boolean run() throws IOException, InterruptedException {
        Path folder = SharedFolder.make("chaos");
        long began = System.nanoTime();
        out.printf(
                "%d trials from seed %d, %d trades a second%n",
                options.trials(), options.seed(), options.rate());
        for (Fault f : Faults.all()) {
            if (!f.obstacle().isEmpty() && f.words().contains(options.fault())) {
                out.println("not done: " + f.words() + ": " + f.obstacle());
            }
        }
        Network network = network();
        out.println("network: " + network.words());
        try (Ground ground = Ground.start(folder.resolve("bus"), network, true)) {
            for (int round = 1; done < options.trials(); round++) {
                play(ground, folder.resolve("round-" + round), round);
                // what is known so far survives whatever ends this
                ChaosReport.write(options, table, done, violations);
            }
        }
        out.println(table.text());
        violations.forEach(out::println);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        out.printf("%d trials, %d violations, %d s%n", done, violations.size(), seconds);
        if (!violations.isEmpty()) {
            SharedFolder.keep(folder);
            out.println("Logs and data are kept in " + folder + ".");
        }
        return violations.isEmpty();
    }

    private Network network() {
        if (options.withNamespaces() && Namespaces.isPossible()) {
            return Namespaces.start(Round.ENGINES);
        }
        return Network.LOOPBACK;
    }

    private void play(Ground ground, Path folder, int number)
            throws IOException, InterruptedException {
        int last = Math.min(done + TRIALS_A_ROUND, options.trials());
        long seed = options.seed() + done;
        try (Round round = new Round(ground, folder, "chaos_" + number, seed, options.rate())) {
            boolean isRight = true;
            while (done < last && isRight) {
                isRight = trial(round);
            }
            if (isRight) {
                finish(round, number);
            } else {
                ground.heal();
            }
        } catch (IllegalStateException | LockstepException e) {
            violate("round " + number, e.toString());
            // a round that cannot even begin must not be tried for ever
            done++;
            ground.heal();
        }
    }

    private void finish(Round round, int number) throws IOException, InterruptedException {
        Certificate certificate = round.finish();
        if (!certificate.isClean()) {
            CertificateText.print(certificate, out);
            violate("round " + number, certificate.total() + " " + certificate.faults());
            round.keepEvidence();
        }
    }

    private boolean trial(Round round) throws IOException, InterruptedException {
        long seed = options.seed() + done;
        Fault fault = draw(seed, options.fault());
        long began = System.nanoTime();
        Outcome outcome;
        try {
            outcome = round.strike(fault, seed);
        } catch (IllegalStateException | LockstepException e) {
            outcome = Outcome.failed((System.nanoTime() - began) / NANOS, e.toString());
        }
        done++;
        table.add(fault, outcome);
        out.printf(
                "  %4d  seed %-8d %5.1f s  %d reigns  gap %6.0f ms  %s%n",
                done,
                seed,
                outcome.seconds(),
                outcome.reigns(),
                outcome.gapMillis(),
                fault.words());
        if (!outcome.isRight()) {
            violate("seed " + seed + ", " + fault.words(), outcome.wrong().toString());
            round.keepEvidence();
        }
        return outcome.isRight();
    }

    /** What the trial of a seed does, of those faults whose words contain these. */
    static Fault draw(long seed, String words) {
        List<Fault> among = Faults.among(words);
        return Faults.draw(new Random(new SplittableRandom(~seed).nextLong()), among);
    }

    private void violate(String where, String what) {
        violations.add("VIOLATION in " + where + ": " + what);
        out.println(violations.get(violations.size() - 1));
    }
}
