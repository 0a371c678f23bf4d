package dev.lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.architecture.CodeBlocks.Block;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the page of a failover by hand shows can be done. It has brokers and engines of its own,
 * which take longer than all other pages do, so it is done beside them.
 */
final class DocumentedFailoverTest {
    static final String PAGE = "docs/start/failover.md";

    @TempDir static Path folder;
    static DocumentedCode code;

    @BeforeAll
    static void prepare() throws Exception {
        code = new DocumentedCode(folder);
        code.prepare();
    }

    @AfterAll
    static void end() throws Exception {
        code.end();
    }

    static List<Block> blocks() {
        return CodeBlocks.of(Repository.root().resolve(PAGE));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void aBlockCanBeDone(Block block) throws Exception {
        assertThat(code.fault(block)).isEmpty();
    }
}
