package dev.lockstep.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever is measured computes the same. */
final class AgreementTest {
    /** Enough to fill and leave both windows. */
    private static final int EVENTS = 2_500;

    private final Trades trades = new Trades(EVENTS);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void writeEvents() throws IOException {
        CsvFiles.write(trades, folder);
    }

    @ParameterizedTest
    @EnumSource
    void everyContestantComputesWhatThePlainLoopDoes(Workload workload) throws IOException {
        Checksum plain = result(Entrant.PLAIN, workload.original());
        assertThat(plain.rows()).isPositive();

        Checksum lockstep = result(Entrant.LOCKSTEP, workload);
        assertThat(lockstep.agreesWith(plain)).as("%s, plain %s", lockstep, plain).isTrue();

        Checksum esper = result(Entrant.ESPER, workload.original());
        assertThat(esper.agreesWith(plain)).as("%s, plain %s", esper, plain).isTrue();
    }

    private Checksum result(Entrant entrant, Workload workload) throws IOException {
        CsvFiles files = new CsvFiles(folder, entrant.label());
        Checksum output = new Checksum();
        entrant.contestant(new Models(Path.of("models")), trades, files)
                .run(workload, new Stopwatch(), output);
        if (workload.isOfFiles()) {
            files.check(entrant == Entrant.LOCKSTEP, output);
        }
        return output;
    }

    @Test
    void aMissingRowADifferentTextAndADifferentNumberAreDisagreements() {
        Checksum one = new Checksum();
        one.group("A", 1.5, 3, 1, 2);
        Checksum missing = new Checksum();
        Checksum text = new Checksum();
        text.group("B", 1.5, 3, 1, 2);
        Checksum count = new Checksum();
        count.group("A", 1.5, 4, 1, 2);
        Checksum number = new Checksum();
        number.group("A", 1.500001, 3, 1, 2);
        Checksum rounding = new Checksum();
        rounding.group("A", Math.nextUp(1.5), 3, 1, 2);

        assertThat(one.agreesWith(missing)).isFalse();
        assertThat(one.agreesWith(text)).isFalse();
        assertThat(one.agreesWith(count)).isFalse();
        assertThat(one.agreesWith(number)).isFalse();
        assertThat(one.agreesWith(rounding)).isTrue();
        assertThat(one.agreesWith(Checksum.parse(one.text()))).isTrue();
    }
}
