package dev.lockstep.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.model.ModelError;
import dev.lockstep.server.cli.ExitCode;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.store.StoreError;
import dev.lockstep.wire.WireCode;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    void theExitCodeSaysWhoseTurnItIs() {
        assertThat(code(ModelError.UNKNOWN_ELEMENT)).isEqualTo(2);
        assertThat(code(EngineError.USER_AGGREGATE_FAILED)).isEqualTo(2);
        assertThat(code(ConnectorCode.WRITE_FAILED)).isEqualTo(3);
        assertThat(code(WireCode.MALFORMED_JSON)).isEqualTo(3);
        assertThat(code(WireCode.BAD_DATE_FORMAT)).as("the format is the model's").isEqualTo(2);
        assertThat(code(StoreError.FAILED)).as("a full disk is no fault of the model").isEqualTo(3);
        assertThat(code(EngineError.TIME_GOES_BACK)).as("our own fault").isEqualTo(1);
        assertThat(code(ServerError.CONNECTOR_FAULT)).isEqualTo(3);
        assertThat(code(ConnectorCode.CLIENT_LOST)).isEqualTo(3);
        assertThat(code(ServerError.BAD_OPTION)).isEqualTo(4);
        assertThat(ExitCode.of(new IllegalStateException())).isEqualTo(1);
    }

    private static int code(ErrorCode error) {
        return ExitCode.of(new LockstepException(error, "It happened."));
    }
}
