package dev.lockstep.server.project;

import static dev.lockstep.server.project.ProjectAction.*;
import static dev.lockstep.server.project.ProjectState.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifeCycleTest {
    private final List<String> changes = new ArrayList<>();
    private final LifeCycle life =
            new LifeCycle("p", List.of((p, from, to) -> changes.add(p + " " + from + " " + to)));

    private static @Nullable ProjectState next(ProjectState from, ProjectAction action) {
        return LifeCycle.next(from, action);
    }

    @Test
    void theTransitionsAreThese() {
        for (ProjectState s : List.of(CREATED, RESTORED, RUNNING, STOPPED)) {
            assertThat(next(s, START)).isEqualTo(RUNNING);
            assertThat(next(s, FAIL)).isEqualTo(FAILED);
            assertThat(next(s, REMOVE)).isEqualTo(REMOVED);
        }
        assertThat(next(RUNNING, STOP)).isEqualTo(STOPPED);
        assertThat(next(STOPPED, STOP)).isEqualTo(STOPPED);
        assertThat(next(CREATED, STOP)).isEqualTo(CREATED);
        assertThat(next(CREATED, RESTORE)).isEqualTo(RESTORED);
        assertThat(next(RESTORED, RESTORE)).isEqualTo(RESTORED);
        assertThat(next(RUNNING, RESTORE)).isNull();
        assertThat(next(STOPPED, RESTORE)).isNull();
        assertThat(next(RUNNING, PERSIST)).isEqualTo(RUNNING);
        assertThat(next(STOPPED, PERSIST)).isEqualTo(STOPPED);
        assertThat(next(CREATED, PERSIST)).isNull();
        assertThat(next(STOPPED, START_CONNECTORS)).isNull();
        assertThat(next(RUNNING, START_CONNECTORS)).isEqualTo(RUNNING);
        assertThat(next(STOPPED, INJECT)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLegalForWhatIsRemovedAndOnlyRemovalForWhatFailed(ProjectAction action) {
        assertThat(next(REMOVED, action)).isNull();
        ProjectState expected = action == REMOVE ? REMOVED : action == FAIL ? FAILED : null;
        assertThat(next(FAILED, action)).isEqualTo(expected);
    }

    @Test
    void listenersLearnOfEveryChangeAndOfNothingElse() throws Exception {
        life.act(START, () -> {});
        life.act(START, () -> {});
        life.act(PERSIST, () -> {});
        life.act(STOP, () -> {});
        life.act(REMOVE, () -> {});
        assertThat(changes)
                .containsExactly("p CREATED RUNNING", "p RUNNING STOPPED", "p STOPPED REMOVED");
    }

    @Test
    void workThatThrowsChangesNothing() {
        assertThatThrownBy(
                        () ->
                                life.act(
                                        START,
                                        () -> {
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");
        assertThat(life.state()).isEqualTo(CREATED);
    }

    @Test
    void anIllegalActionDoesNoWorkAndTellsWhy() {
        AtomicInteger done = new AtomicInteger();
        assertThatThrownBy(() -> life.act(INJECT, done::incrementAndGet))
                .isInstanceOfSatisfying(
                        LockstepException.class,
                        e ->
                                assertThat(e.problems().get(0).code())
                                        .isEqualTo(ServerError.ILLEGAL_STATE))
                .hasMessageContaining("is created and cannot be given events");
        assertThat(done).hasValue(0);
    }

    @Test
    void aFailureDuringAnActionStaysAndTheFirstReasonIsKept() throws Exception {
        life.act(START, () -> life.fail("first"));
        life.fail("second");
        assertThat(life.state()).isEqualTo(FAILED);
        assertThat(life.reason()).isEqualTo("first");
        assertThat(changes).containsExactly("p CREATED FAILED");
        life.act(REMOVE, () -> {});
        life.fail("third");
        assertThat(life.state()).isEqualTo(REMOVED);
    }

    @Test
    void actionsAreDoneOneAfterTheOther() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int k = 0; k < 50; k++) {
                ProjectAction action = k % 2 == 0 ? START : STOP;
                all.add(
                        threads.submit(
                                () -> {
                                    go.await();
                                    life.act(
                                            action,
                                            () -> {
                                                assertThat(inside.incrementAndGet()).isEqualTo(1);
                                                Thread.yield();
                                                inside.decrementAndGet();
                                            });
                                    return null;
                                }));
            }
            go.countDown();
            for (Future<?> f : all) {
                f.get();
            }
        }
        // each change begins where the one before ended
        for (int k = 1; k < changes.size(); k++) {
            String before = changes.get(k - 1);
            assertThat(changes.get(k).split(" ")[1])
                    .isEqualTo(before.substring(before.lastIndexOf(' ') + 1));
        }
    }
}
