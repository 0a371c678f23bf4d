package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.function.UserAggregate;
import dev.lockstep.api.schema.FieldType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UserAggregatesTest {
    private static final String SOURCE =
            "<window-source name='s'><schema-string>id*:int64,g:string,a:int32,x:double"
                    + "</schema-string></window-source>";
    private static final String EDGE = "<edge source='s' target='a'/>";

    private static String aggregate(String type, String expression) {
        return "<window-aggregate name='a'><schema-string>g*:string,r:"
                + type
                + "</schema-string><output><field-expr>"
                + expression
                + "</field-expr></output></window-aggregate>";
    }

    /** The words and numbers of a group, sorted, with how often they come. */
    private static class Tally implements UserAggregate {
        @Override
        public String name() {
            return "USER_tally";
        }

        @Override
        public @Nullable FieldType resultType(List<FieldType> arguments) {
            return arguments.size() == 2 ? FieldType.STRING : null;
        }

        @Override
        public State create() {
            return new TallyState();
        }
    }

    private static final class TallyState implements UserAggregate.State {
        private final Map<String, Integer> counts = new TreeMap<>();

        @Override
        public void add(@Nullable Object[] arguments) {
            counts.merge(arguments[0] + "/" + arguments[1], 1, Integer::sum);
        }

        @Override
        public void remove(@Nullable Object[] arguments) {
            counts.merge(
                    arguments[0] + "/" + arguments[1], -1, (a, b) -> a + b == 0 ? null : a + b);
        }

        @Override
        public @Nullable Object result() {
            return counts.isEmpty() ? null : counts.toString();
        }

        @Override
        public void save(DataOutput out) throws IOException {
            out.writeInt(counts.size());
            for (Map.Entry<String, Integer> e : counts.entrySet()) {
                out.writeUTF(e.getKey());
                out.writeInt(e.getValue());
            }
        }

        @Override
        public void restore(DataInput in) throws IOException {
            for (int left = in.readInt(); left > 0; left--) {
                String word = in.readUTF();
                counts.put(word, in.readInt());
            }
        }
    }

    @Test
    void aFunctionOfTheUserFollowsWhatComesAndLeaves() {
        Trial t = trial(aggregate("string", "user_TALLY(g, a * 2)"), new Tally());
        List<String> out = t.watch("a", true);
        t.push("s", "I 1,k,1,0", "I 2,k,,0", "U 1,k,3,0", "D 2", "D 1");
        assertThat(out)
                .containsExactly(
                        "I k,{k/2=1}",
                        "U k,{k/2=1, k/null=1} was k,{k/2=1}",
                        "U k,{k/6=1, k/null=1} was k,{k/2=1, k/null=1}",
                        "U k,{k/6=1} was k,{k/6=1, k/null=1}",
                        "D k,{k/6=1}");
    }

    @Test
    void itsStateIsPartOfASnapshot() {
        String window = aggregate("string", "USER_tally(g, x)");
        Trial before = trial(window, new Tally());
        before.push("s", "I 1,k,1,0.5", "I 2,k,1,0.5", "I 3,m,1,2");
        Trial after = before.restored();
        after.push("s", "D 1", "I 4,m,0,7");
        assertThat(after.retained("a"))
                .containsExactlyInAnyOrder("k,{k/0.5=1}", "m,{m/2.0=1, m/7.0=1}");
    }

    @Test
    void aStateThatReadsLessThanItWroteIsRefused() {
        UserAggregate careless =
                new Tally() {
                    @Override
                    public State create() {
                        return new State() {
                            @Override
                            public void add(@Nullable Object[] arguments) {
                                // keeps nothing
                            }

                            @Override
                            public void remove(@Nullable Object[] arguments) {
                                // keeps nothing
                            }

                            @Override
                            public Object result() {
                                return "";
                            }

                            @Override
                            public void save(DataOutput out) throws IOException {
                                out.writeLong(7);
                            }

                            @Override
                            public void restore(DataInput in) throws IOException {
                                in.readInt();
                            }
                        };
                    }
                };
        String window = aggregate("string", "USER_tally(a, x)");
        Trial before = trial(window, careless);
        before.push("s", "I 1,k,1,0.5");
        assertThatThrownBy(before::restored).hasMessageContaining("4 bytes");
    }

    @Test
    void argumentsThatItDoesNotTakeAreRefusedWhenTheProjectIsOpened() {
        assertThatThrownBy(() -> trial(aggregate("string", "USER_tally(a)"), new Tally()))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-3013");
        assertThatThrownBy(() -> trial(aggregate("string", "USER_other(a)"), new Tally()))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-3012");
    }

    @Test
    void whatIsRefusedIsSaidOnceAndByItsName() {
        for (String type : List.of("double", "array(dbl)", "string")) {
            assertThatThrownBy(() -> trial(aggregate(type, "USER_other(a)"), new Tally()))
                    .isInstanceOfSatisfying(
                            LockstepException.class,
                            e ->
                                    assertThat(e.problems())
                                            .filteredOn(Problem::isError)
                                            .singleElement()
                                            .extracting(Problem::detail)
                                            .isEqualTo(
                                                    "There is no aggregate function USER_other."));
        }
        assertThatThrownBy(() -> trial(aggregate("array(dbl)", "ESP_aAve(g)"), new Tally()))
                .isInstanceOfSatisfying(
                        LockstepException.class,
                        e ->
                                assertThat(e.problems())
                                        .filteredOn(Problem::isError)
                                        .singleElement()
                                        .extracting(Problem::detail)
                                        .isEqualTo("Function ESP_aAve cannot take (string)."));
    }

    @Test
    void aResultOfAnotherTypeThanPromisedStopsTheEngine() {
        UserAggregate liar =
                new Tally() {
                    @Override
                    public FieldType resultType(List<FieldType> arguments) {
                        return FieldType.INT64;
                    }
                };
        Trial t = trial(aggregate("int64", "USER_tally(a, x)"), liar);
        assertThatThrownBy(() -> t.push("s", "I 1,k,1,0.5"))
                .hasMessageContaining(
                        "promised a result of type int64 but gave a java.lang.String");
    }

    @Test
    void namesMustBeginWithUserAndComeOnce() {
        UserAggregate misnamed =
                new Tally() {
                    @Override
                    public String name() {
                        return "tally";
                    }
                };
        String window = aggregate("int64", "ESP_aCount()");
        assertThatThrownBy(() -> trial(window, misnamed)).hasMessageContaining("USER_");
        assertThatThrownBy(() -> trial(window, new Tally(), new Tally()))
                .hasMessageContaining("two user functions");
    }

    private static Trial trial(String window, UserAggregate... functions) {
        return new Trial("", SOURCE + window, EDGE, List.of(functions));
    }
}
