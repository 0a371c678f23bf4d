package dev.lockstep.engine.bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

public final class BeanInputTest {
    private static final String FIELDS =
            "id*:int64,count:int32,price:double,name:string,at:stamp,raw:blob";

    private final List<String> seen = new ArrayList<>();

    /** One property of each kind; boxes and texts may be missing. */
    public static final class Order {
        private final long id;
        private final @Nullable Integer count;
        private final @Nullable String name;
        public double price;

        Order(long id, @Nullable Integer count, double price, @Nullable String name) {
            this.id = id;
            this.count = count;
            this.price = price;
            this.name = name;
        }

        public long getId() {
            return id;
        }

        public @Nullable Integer getCount() {
            return count;
        }

        public @Nullable String getName() {
            if ("broken".equals(name)) {
                throw new IllegalStateException("no name");
            }
            return name;
        }

        public long at() {
            return 5_000_000;
        }

        public byte @Nullable [] getRaw() {
            return name == null ? null : new byte[] {1, 2};
        }
    }

    /** Narrow numbers, which widen. */
    public record Small(
            int id, short count, float price, String name, @Nullable Integer at, byte[] raw) {}

    /** A text of its own for each. */
    public record Named(long id, String name) {}

    /** Lacks most of the fields. */
    public record Half(long id) {}

    /** Has a text where a number is wanted. */
    public record Wrong(String id) {}

    /** Not to be seen by others. */
    record Hidden(long id) {}

    private Engine engine(String fields) {
        String xml =
                "<project name='p' pubsub='auto'><contqueries><contquery name='q'><windows>"
                        + "<window-source name='in' index='pi_EMPTY'><schema-string>"
                        + fields
                        + "</schema-string></window-source></windows></contquery></contqueries>"
                        + "</project>";
        Engine engine =
                Engine.open(
                        ProjectReader.read(
                                        xml.getBytes(StandardCharsets.UTF_8),
                                        "t.xml",
                                        n -> null,
                                        new ReadOptions(List.of(), false))
                                .orThrow(),
                        EngineOptions.quiet());
        engine.step(new JournalEntry.Start(0, 1, "", ""));
        engine.subscribe("q/in", b -> see(engine, b), false);
        return engine;
    }

    private void see(Engine engine, EventBlock b) {
        StringBuilder s = new StringBuilder("block");
        for (int i = 0; i < b.rows(); i++) {
            s.append(' ').append(Opcode.letter(b.opcodes()[i])).append(b.longs(0)[i]);
            if (b.schema().size() > 2) {
                s.append('/').append(b.isNull(1, i) ? "-" : b.ints(1)[i]);
                s.append('/').append(b.doubles(2)[i]);
                s.append('/').append(b.isNull(3, i) ? "-" : engine.pool().string(b.ints(3)[i]));
                s.append('/').append(b.isNull(4, i) ? "-" : b.longs(4)[i]);
                s.append('/').append(b.isNull(5, i) ? "-" : engine.pool().length(b.ints(5)[i]));
            }
        }
        seen.add(s.toString());
    }

    @Test
    void eachFieldIsReadFromThePropertyOfItsName() {
        Engine engine = engine(FIELDS);
        BeanInput<Order> in = BeanInput.into(engine, "q/in", Order.class);

        in.push(new Order(7, 3, 1.5, "a"));
        in.flush();

        assertThat(seen).containsExactly("block I7/3/1.5/a/5000000/2");
    }

    @Test
    void aNullPropertyLeavesItsFieldNull() {
        Engine engine = engine(FIELDS);
        BeanInput<Order> in = BeanInput.into(engine, "q/in", Order.class);

        in.push(new Order(7, 3, 1.5, "a"));
        in.flush();
        in.push(new Order(8, null, 1.5, null));
        in.flush();

        assertThat(seen).element(1).isEqualTo("block I8/-/1.5/-/5000000/-");
    }

    @Test
    void narrowerNumbersWiden() {
        Engine engine = engine(FIELDS);
        BeanInput<Small> in = BeanInput.into(engine, "p/q/in", Small.class);

        in.push(new Small(-7, (short) 3, 1.5f, "b", -9, new byte[1]));
        in.flush();

        assertThat(seen).containsExactly("block I-7/3/1.5/b/-9/1");
    }

    @Test
    void rowsAreSteppedWhenABlockIsFullAndWhenFlushed() {
        Engine engine = engine("id*:int64");
        BeanInput<Half> in = BeanInput.into(engine, "q/in", Half.class, engine::step, 2);

        in.push(new Half(1));
        assertThat(seen).isEmpty();
        in.push(Opcode.UPSERT, new Half(2));
        in.push(new Half(3));
        assertThat(seen).containsExactly("block I1 P2");
        in.flush();
        in.flush();

        assertThat(seen).containsExactly("block I1 P2", "block I3");
    }

    @Test
    void entriesCarryTheTimeThatWasSaidButNeverGoBack() {
        Engine engine = engine("id*:int64");
        List<Long> times = new ArrayList<>();
        BeanInput<Half> in =
                BeanInput.into(
                        engine,
                        "q/in",
                        Half.class,
                        e -> {
                            times.add(e.timeMicros());
                            engine.step(e);
                        },
                        10);

        in.at(50);
        in.push(new Half(1));
        in.at(70);
        in.push(new Half(2));
        in.at(60);
        in.push(new Half(3));
        in.flush();

        assertThat(times).containsExactly(50L, 70L, 70L);
    }

    @Test
    void anObjectWhoseGetterFailsLeavesNothingBehind() {
        Engine engine = engine(FIELDS);
        BeanInput<Order> in = BeanInput.into(engine, "q/in", Order.class);
        in.push(new Order(1, 1, 1, "a"));

        assertThatThrownBy(() -> in.push(new Order(2, 2, 2, "broken"))).hasMessage("no name");
        in.push(new Order(3, 3, 3, "c"));
        in.flush();

        assertThat(seen).containsExactly("block I1/1/1.0/a/5000000/2 I3/3/3.0/c/5000000/2");
    }

    /** The dictionary forgets what no window has while the objects' texts wait for their step. */
    @Test
    void textsThatWaitForTheirStepAreNotForgotten() {
        Engine engine = engine("id*:int64,name:string");
        seen.clear();
        List<String> wrong = new ArrayList<>();
        engine.subscribe(
                "q/in",
                b -> {
                    for (int i = 0; i < b.rows(); i++) {
                        String name = engine.pool().string(b.ints(1)[i]);
                        if (!name.equals("name " + b.longs(0)[i])) {
                            wrong.add(name);
                        }
                    }
                },
                false);
        BeanInput<Named> first = BeanInput.into(engine, "q/in", Named.class);
        BeanInput<Named> waiting = BeanInput.into(engine, "q/in", Named.class);
        waiting.push(new Named(-1, "name -1"));
        for (int id = 0; id < 70_000; id++) {
            first.push(new Named(id, "name " + id));
        }
        first.flush();
        waiting.flush();
        assertThat(engine.pool().size()).isLessThan(65_000);
        assertThat(wrong).isEmpty();
    }

    @Test
    void aClassThatLacksAFieldIsRefusedByName() {
        assertRefused(Half.class, FIELDS, "has no property \"count\"");
    }

    @Test
    void aPropertyOfAnotherTypeIsRefused() {
        assertRefused(Wrong.class, FIELDS, "java.lang.String, which does not fit int64");
    }

    @Test
    void aClassThatNobodyElseSeesIsRefused() {
        assertRefused(Hidden.class, "id*:int64", "is not a public class");
    }

    private void assertRefused(Class<?> type, String fields, String reason) {
        Engine engine = engine(fields);
        assertThatThrownBy(() -> BeanInput.into(engine, "q/in", type))
                .isInstanceOfSatisfying(
                        LockstepException.class,
                        e ->
                                assertThat(e.problems().get(0).code())
                                        .isEqualTo(EngineError.BEAN_DOES_NOT_FIT))
                .hasMessageContaining(reason);
    }
}
