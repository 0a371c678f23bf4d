package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.event.OutputListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever looks while a step is under way learns which window computes. */
class RunningWindowTest {
    private final Trial trial =
            new Trial(
                    "",
                    "<window-source name='s'><schema-string>id*:int64</schema-string>"
                            + "</window-source><window-copy name='b'/><window-copy name='a'/>",
                    "<edge source='s' target='a b'/>");

    private final Engine engine = trial.engine();

    private void push() {
        trial.push("s", "I 1");
    }

    @Test
    void itIsTheOneWhoseOutputIsToldAndNoneBetweenSteps() {
        List<String> seen = new ArrayList<>();
        OutputListener look = rows -> seen.add(engine.windows().get(engine.running()));
        engine.windows().forEach(w -> engine.subscribe(w, look, false));
        assertThat(engine.running()).isEqualTo(-1);
        push();
        assertThat(seen).isEqualTo(engine.windows()).hasSize(3);
        assertThat(engine.running()).isEqualTo(-1);
    }

    @Test
    void aStepThatFailsLeavesNoneBehind() {
        engine.subscribe(
                "q/a",
                rows -> {
                    throw new IllegalStateException("planted");
                },
                false);
        assertThatThrownBy(this::push).hasMessage("planted");
        assertThat(engine.running()).isEqualTo(-1);
    }
}
