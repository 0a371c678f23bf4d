package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups that have lost their last row are gone for everybody, though they may come back. */
class RestingGroupsTest {
    private static Trial trial(String keyType, int rows) {
        return new Trial(
                "",
                "<window-source name='in' index='pi_EMPTY' insert-only='true'><schema-string>"
                        + "id*:int64,k:"
                        + keyType
                        + ",v:int64</schema-string></window-source>"
                        + "<window-copy name='last' index='pi_HASH'>"
                        + "<retention type='bycount_sliding'>"
                        + rows
                        + "</retention></window-copy>"
                        + "<window-aggregate name='sums'><schema-string>k*:"
                        + keyType
                        + ",sum:int64,most:int64,first:int64,opcodes:int64</schema-string><output>"
                        + "<field-expr>ESP_aSum(v)</field-expr><field-expr>ESP_aMax(v)</field-expr>"
                        + "<field-expr>ESP_aFirst(v)</field-expr>"
                        + "<field-expr>ESP_aCountOpcodes(1)</field-expr>"
                        + "</output></window-aggregate>",
                "<edge source='in' target='last'/><edge source='last' target='sums'/>");
    }

    @Test
    void aGroupThatComesBackBeginsAnew() {
        Trial trial = trial("string", 1);
        List<String> out = trial.watch("sums", false);
        trial.push("in", "I 1,a,10").push("in", "I 2,b,20").push("in", "I 3,a,3");
        assertThat(out)
                .containsExactly(
                        "I a,10,10,10,1",
                        "I b,20,20,20,1",
                        "DR a,10,10,10,1",
                        "I a,3,3,3,1",
                        "DR b,20,20,20,1");
        assertThat(trial.engine().stats("q/sums").rows()).isEqualTo(1);
        assertThat(trial.engine().retained("q/sums").rows()).isEqualTo(1);
    }

    @Test
    void aSnapshotKnowsNothingOfGroupsThatRest() {
        Trial trial = trial("string", 1);
        trial.push("in", "I 1,a,10").push("in", "I 2,b,20");
        Trial restored = trial.restored();
        assertThat(restored.engine().stats("q/sums").rows()).isEqualTo(1);
        List<String> out = restored.watch("sums", true);
        restored.push("in", "I 3,a,7");
        assertThat(out).containsExactly("I a,7,7,7,1", "DR b,20,20,20,1");
        assertThat(restored.engine().stateDigest("q/sums"))
                .isEqualTo(trial.push("in", "I 3,a,7").engine().stateDigest("q/sums"));
    }

    @Test
    void aKeyThatComesBackInAnotherFormIsShownInThatForm() {
        Trial trial = trial("double", 1);
        List<String> out = trial.watch("sums", false);
        trial.push("in", "I 1,0.0,1", "I 2,5,2", "I 3,-0.0,3", "I 4,5,4", "I 5,0.0,5");
        assertThat(out)
                .containsExactly(
                        "I 0.0,1,1,1,1",
                        "I 5.0,2,2,2,1",
                        "DR 0.0,1,1,1,1",
                        "I -0.0,3,3,3,1",
                        "DR 5.0,2,2,2,1",
                        "I 5.0,4,4,4,1",
                        "DR -0.0,3,3,3,1",
                        "I 0.0,5,5,5,1",
                        "DR 5.0,4,4,4,1");
    }

    @Test
    void groupsThatNeverComeBackAreClosed() {
        Trial trial = trial("int64", 10);
        List<String> out = trial.watch("sums", false);
        int events = 5000;
        for (int i = 0; i < events; i++) {
            trial.push("in", "I " + i + "," + i + "," + i);
        }
        assertThat(out).hasSize(2 * events - 10).last().isEqualTo("DR 4989,4989,4989,4989,1");
        assertThat(trial.engine().stats("q/sums").rows()).isEqualTo(10);
        // what rests is part of the state, and there is not much of it
        java.io.ByteArrayOutputStream state = new java.io.ByteArrayOutputStream();
        trial.engine().save(state);
        assertThat(state.size()).isLessThan(300_000);
        trial.push("in", "I 6000,17,1");
        assertThat(out).hasSize(2 * events - 8).contains("I 17,1,1,1,1");
    }
}
