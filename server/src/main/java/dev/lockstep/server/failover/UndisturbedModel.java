package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.replica.BadRecord;
import dev.lockstep.engine.replica.EngineModel;
import dev.lockstep.failover.kafka.KafkaTopics;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.run.BadEventLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The model of a project in failover, outside of failover: what its replicas step, and from which
 * topics to which. For comparing what they put out with what they should. One thread.
 */
public final class UndisturbedModel implements AutoCloseable {
    private final FailoverPlan plan;
    private final EngineModel model;
    private final AtomicLong bad = new AtomicLong();

    /**
     * @throws LockstepException if the project is refused
     */
    public UndisturbedModel(LoadedModel project) {
        plan = FailoverPlan.of(project.spec());
        model =
                new ModelFactory(project, plan, List::of, BadEventLog.append(null), this::bad)
                        .make();
        model.speak(true);
    }

    private void bad(BadRecord record) {
        bad.incrementAndGet();
    }

    /** To be stepped with the entries of the journal. */
    public EngineModel model() {
        return model;
    }

    /** What comes in at a source, as {@code query/window}. */
    public Schema schema(String source) {
        return model.engine().schema(source);
    }

    /** Makes the project's topics that are missing, as its engines would. */
    public void createTopics() {
        KafkaTopics.createMissing(plan.bus(""), plan.prefix() + ".M");
    }

    public String journal() {
        return plan.bus("").journal();
    }

    /** In the order in which the journal counts inputs. */
    public List<String> inputTopics() {
        return plan.bus("").inputs().stream().map(i -> i.topic()).toList();
    }

    /** The windows of the inputs, in the same order. */
    public List<String> inputWindows() {
        return plan.inputs().stream().map(FailoverPlan.Topic::window).toList();
    }

    /** In the order in which the model counts outputs. */
    public List<String> outputTopics() {
        return plan.bus("").outputs().stream().map(o -> o.topic()).toList();
    }

    /** Rows that could not be applied so far. */
    public long badRecords() {
        return bad.get();
    }

    @Override
    public void close() {
        model.close();
    }
}
