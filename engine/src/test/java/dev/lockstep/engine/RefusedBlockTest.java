package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a transactional block leaves behind in a window that refused it: nothing. */
class RefusedBlockTest {
    @Test
    void variablesAreWhatTheyWereBefore() {
        String source =
                "<window-source name='s' index='pi_EMPTY' insert-only='true'><schema-string>"
                        + "id*:int64</schema-string></window-source>";
        String init =
                "<expr-initialize><initializer type='int32'>integer n = 0</initializer>"
                        + "</expr-initialize>";
        Trial t =
                new Trial(
                        "",
                        source
                                + "<window-compute name='c' index='pi_HASH'><schema-string>"
                                + "id*:int64,n:int64</schema-string>"
                                + init
                                + "<output><field-expr>n = n + 1 return n</field-expr></output>"
                                + "</window-compute><window-filter name='f' index='pi_HASH'>"
                                + init
                                + "<expression>n = n + 1 return n !="
                                + " 3</expression></window-filter>",
                        "<edge source='s' target='c'/><edge source='s' target='f'/>");
        List<String> computed = t.watch("c", false);
        List<String> passed = t.watch("f", false);
        t.push("s", "I 1").pushWhole("s", "I 2", "I 3", "I 1").push("s", "I 4", "I 5", "I 6");
        assertThat(computed).containsExactly("I 1,1", "I 4,2", "I 5,3", "I 6,4");
        assertThat(passed).containsExactly("I 1", "I 4", "I 6");
    }

    @Test
    void anUpdateThatOnlyOthersAppliedIsNotTakenForAnotherRow() {
        Trial t =
                new Trial(
                        "",
                        "<window-source name='s'><schema-string>id*:int64,v:int64</schema-string>"
                                + "</window-source><window-functional name='f'><schema-string>"
                                + "k*:int64,id:int64</schema-string><function-context><functions>"
                                + "<function name='k'>$v</function></functions></function-context>"
                                + "</window-functional>",
                        "<edge source='s' target='f'/>");
        t.push("s", "I 7,1", "I 8,2").pushWhole("s", "U 7,5", "I 9,2");
        assertThat(t.bad()).hasSize(2);
        Trial restored = t.restored();
        List<String> out = restored.watch("f", false);
        restored.push("s", "I 0,4");
        assertThat(out).containsExactly("I 4,0");
        assertThat(restored.bad()).isEmpty();
    }
}
