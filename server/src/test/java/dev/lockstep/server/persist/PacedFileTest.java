package dev.lockstep.server.persist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacedFileTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 1024})
    void aFileHoldsWhatWasWrittenWhateverThePieces(int piece, @TempDir Path folder)
            throws IOException {
        byte[] bytes = new byte[1024];
        new Random(piece).nextBytes(bytes);
        Path path = folder.resolve("f");
        try (PacedFile file = new PacedFile(path, new WritePace(piece, 0))) {
            file.write(bytes, 0, 500);
            file.write(bytes[500]);
            file.write(bytes, 501, 0);
            file.write(bytes, 501, 523);
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
    }

    @Test
    void aGentleFileIsNoFasterThanItMayBe(@TempDir Path folder) throws IOException {
        WritePace pace = new WritePace(1000, 100_000);
        long began = System.nanoTime();
        try (PacedFile file = new PacedFile(folder.resolve("f"), pace)) {
            file.write(new byte[20_500], 0, 20_500);
        }
        assertThat((System.nanoTime() - began) / 1e6).isGreaterThanOrEqualTo(200);
    }
}
