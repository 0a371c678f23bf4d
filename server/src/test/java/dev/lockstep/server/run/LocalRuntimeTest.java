package dev.lockstep.server.run;

import static dev.lockstep.server.Models.connectors;
import static dev.lockstep.server.Models.fs;
import static dev.lockstep.server.Models.group;
import static dev.lockstep.server.Models.groups;
import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.projectWith;
import static dev.lockstep.server.Models.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.server.Workplace;
import dev.lockstep.server.project.ConnectorStatus;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.project.ProjectRuntime;
import dev.lockstep.server.project.ProjectState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class LocalRuntimeTest {
    @TempDir Path folder;
    private Workplace place;
    private @Nullable ProjectRuntime open;
    private final List<String> changes = new ArrayList<>();

    @BeforeEach
    void enter() {
        place = new Workplace(folder);
    }

    @AfterEach
    void end() throws Exception {
        ProjectRuntime p = open;
        if (p != null && p.state() != ProjectState.REMOVED) {
            p.close();
        }
    }

    private ProjectRuntime open(String model) {
        ReadResult r =
                ProjectReader.read(
                        model.getBytes(StandardCharsets.UTF_8),
                        "m.xml",
                        name -> null,
                        new ReadOptions(ConnectorClasses.names(), false));
        ProjectRuntime p =
                new LocalRuntime(
                        new LoadedModel(r.orThrow(), r.settings()),
                        null,
                        List.of((name, from, to) -> changes.add(to.word())));
        open = p;
        return p;
    }

    /** One Insert of {@code id*:int64,name:string,n:int32} with a null name. */
    private static List<EventBlock> row(ProjectRuntime p, long id, int n) {
        EventBlock b = EventBlock.detached(p.spec().queries().get(0).windows().get(0).schema());
        b.ensureCapacity(1);
        b.longs(0)[0] = id;
        b.setNull(1, 0);
        b.ints(2)[0] = n;
        b.append((byte) 1, (byte) 0);
        return new ArrayList<>(List.of(b));
    }

    @Test
    void rowsAreCopiesUpToTheNumberAskedFor() throws Exception {
        ProjectRuntime p = open(project(source("s", "")));
        p.start();
        for (int k = 0; k < 5; k++) {
            p.inject("q/s", row(p, k, k));
        }
        List<EventBlock> three = p.rows("q/s", 3);
        assertThat(three.stream().mapToInt(EventBlock::rows).sum()).isEqualTo(3);
        three.get(0).longs(0)[0] = 99;
        assertThat(p.rows("q/s", 9).get(0).longs(0)[0]).isZero();
        assertThatThrownBy(() -> p.rows("q/none", 1)).hasMessageContaining("LS-3008");
    }

    @Test
    void aSubscriptionSeesOutputUntilItIsClosed() throws Exception {
        ProjectRuntime p = open(project(source("s", "")));
        p.start();
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        AutoCloseable subscription = p.subscribe("q/s", b -> seen.add(b.longs(0)[0]));
        p.inject("q/s", row(p, 1, 1));
        p.inject("q/s", row(p, 2, 1));
        subscription.close();
        p.inject("q/s", row(p, 3, 1));
        assertThat(seen).containsExactly(1L, 2L);
    }

    @Test
    void timePassesOnlyWhileItRuns() throws Exception {
        ProjectRuntime p =
                open(projectWith("heartbeat-interval='5 milliseconds'", "", source("s", "")));
        BlockingQueue<Long> ticks = new LinkedBlockingQueue<>();
        assertThat(p.position()).isEqualTo(-1);
        p.start();
        awaitPosition(p, 3);
        p.stop();
        long position = p.position();
        assertThat(ticks.poll(50, TimeUnit.MILLISECONDS)).isNull();
        assertThat(p.position()).isEqualTo(position);
        p.start();
        awaitPosition(p, position + 3);
    }

    private static void awaitPosition(ProjectRuntime p, long wanted) throws InterruptedException {
        BlockingQueue<Long> never = new LinkedBlockingQueue<>();
        for (int k = 0; k < 2_000 && p.position() < wanted; k++) {
            assertThat(never.poll(5, TimeUnit.MILLISECONDS)).isNull();
        }
        assertThat(p.position()).isGreaterThanOrEqualTo(wanted);
    }

    @Test
    void publishersThatStillRunAreStoppedAndBeginAnew() throws Exception {
        place.file("in.csv", "p,n,1,a,1");
        String in = fs("in", "publish", place.path("in.csv"), "growinginputfile", "true");
        ProjectRuntime p = open(project(source("s", "", connectors(in))));
        p.start();
        p.startConnectors();
        p.startConnectors();
        awaitPosition(p, 1);
        assertThat(state(p)).isEqualTo(ConnectorStatus.State.RUNNING);
        p.stop();
        assertThat(state(p)).isEqualTo(ConnectorStatus.State.STOPPED);
        assertThatThrownBy(p::startConnectors).hasMessageContaining("LS-5012");
        p.start();
        assertThat(state(p)).isEqualTo(ConnectorStatus.State.STOPPED);
        p.startConnectors();
        assertThat(state(p)).isEqualTo(ConnectorStatus.State.RUNNING);
        p.close();
        assertThat(changes).containsExactly("running", "stopped", "running", "removed");
    }

    private static ConnectorStatus.State state(ProjectRuntime p) {
        return state(p, 0);
    }

    private static ConnectorStatus.State state(ProjectRuntime p, int connector) {
        return p.connectors().get(connector).state();
    }

    @Test
    void aPublisherThatFailsIsShownAndDoesNotEndTheProject() throws Exception {
        String in = fs("in", "publish", place.path("none.csv"));
        ProjectRuntime p = open(project(source("s", "", connectors(in))));
        p.start();
        p.startConnectors();
        for (int k = 0; k < 500 && state(p) != ConnectorStatus.State.FAILED; k++) {
            p.inject("q/s", row(p, k, k));
        }
        assertThat(state(p)).isEqualTo(ConnectorStatus.State.FAILED);
        assertThat(p.connectors().get(0).failure()).contains("none.csv");
        assertThat(p.state()).isEqualTo(ProjectState.RUNNING);
    }

    @Test
    void aGroupThatWaitsForAFailedConnectorIsShownAsFailedToo() throws Exception {
        place.file("b.csv", "i,n,1,a,1");
        String windows =
                source(
                        "s",
                        "",
                        connectors(
                                fs("a", "publish", place.path("none.csv")),
                                fs("b", "publish", place.path("b.csv"))));
        String groups =
                groups("one two", group("one", "q/s/a finished"), group("two", "q/s/b running"));
        ProjectRuntime p = open(projectWith("", groups, windows));
        p.start();
        p.startConnectors();
        for (int k = 0; k < 500 && state(p, 1) != ConnectorStatus.State.FAILED; k++) {
            p.inject("q/s", row(p, k + 10, k));
        }
        assertThat(state(p, 1)).isEqualTo(ConnectorStatus.State.FAILED);
        assertThat(p.connectors().get(1).failure()).contains("Group two waits", "q/s/a");
        assertThat(p.state()).isEqualTo(ProjectState.RUNNING);
        p.stop();
    }

    @Test
    void afterCloseNothingOfItIsLeftAndItAnswersWithAReason() throws Exception {
        ProjectRuntime p = open(project(source("s", "")).replace("name='p'", "name='left'"));
        p.start();
        p.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("project left");
        assertThatThrownBy(() -> p.rows("q/s", 1)).hasMessageContaining("LS-5024");
        assertThatThrownBy(p::start).hasMessageContaining("LS-5012");
        assertThatThrownBy(p::close).hasMessageContaining("LS-5012");
    }

    @Test
    void aSnapshotOfAWindowOfTimeGoesOnWhereItWas() throws Exception {
        ProjectRuntime p = open(project(source("s", "")));
        p.start();
        p.inject("q/s", row(p, 1, 7));
        Path snapshot = p.persist(folder);
        assertThat(snapshot).exists();
        long position = p.position();
        p.close();
        ProjectRuntime again = open(project(source("s", "")));
        assertThat(again.restore(folder)).isEqualTo(snapshot);
        assertThat(again.position()).isEqualTo(position).isGreaterThan(0);
        assertThat(again.state()).isEqualTo(ProjectState.RESTORED);
        again.start();
        again.inject("q/s", row(again, 2, 8));
        assertThat(again.stats("q/s").rows()).isEqualTo(2);
        assertThat(again.stats("q/s").eventsIn()).isEqualTo(2);
    }
}
