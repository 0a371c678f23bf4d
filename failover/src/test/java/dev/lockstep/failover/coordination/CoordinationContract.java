package dev.lockstep.failover.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.brokers.Node;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every coordination does, tried against real servers. */
public abstract class CoordinationContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<TestMember> members = new ArrayList<>();
    protected String project = "";

    /** A new client of the servers. */
    protected abstract Coordination coordination();

    /** {@code zookeeper} or {@code kafka}. */
    protected abstract String kind();

    /** Where clients connect to. */
    protected abstract String address();

    /** The processes of the servers. */
    protected abstract List<Node> servers();

    /** How long an engine may be gone until it is said. */
    protected abstract Duration detection();

    @BeforeEach
    final void nameTheProject() {
        project = dev.lockstep.brokers.SharedKafka.unique("project");
    }

    @AfterEach
    final void end() {
        members.forEach(TestMember::close);
    }

    protected final TestMember join(String engine, Role role) {
        return join(project, engine, role);
    }

    protected final TestMember join(String ofProject, String engine, Role role) {
        Member self = new Member(ofProject, engine, -1, "h:" + engine, role, 1, 10, 17);
        TestMember member = new TestMember(coordination(), self);
        members.add(member);
        await().atMost(PATIENCE).until(() -> member.engines().contains(engine));
        return member;
    }

    @Test
    void enginesSeeEachOtherInTheOrderOfTheirArrival() {
        TestMember b = join("b", Role.ACTIVE);
        TestMember c = join("c", Role.STANDBY);
        TestMember a = join("a", Role.STANDBY);
        for (TestMember m : List.of(a, b, c)) {
            await().atMost(PATIENCE).until(() -> m.engines().equals(List.of("b", "c", "a")));
            assertThat(m.coordination.isInTouch()).isTrue();
        }
        await().atMost(PATIENCE).until(() -> a.facts.contains(new Fact.Ranked(1)));

        assertThat(a.sees("c"))
                .isEqualTo(
                        new Member(
                                project,
                                "c",
                                a.sees("c").number(),
                                "h:c",
                                Role.STANDBY,
                                1,
                                10,
                                17));
        assertThat(a.facts).contains(new Fact.Heard(1));
        assertThat(a.gone).isEmpty();
    }

    @Test
    void aNewReignAndProgressAreTold() {
        TestMember a = join("a", Role.ACTIVE);
        TestMember b = join("b", Role.STANDBY);
        b.becomes(Role.ACTIVE, 2, 10);
        await().atMost(PATIENCE).until(() -> a.facts.contains(new Fact.Heard(2)));

        b.becomes(Role.ACTIVE, 2, 5000);
        // a session that expires on a busy machine takes the member away for a moment
        await().atMost(PATIENCE)
                .ignoreException(NoSuchElementException.class)
                .until(() -> a.sees("b").index() == 5000);
    }

    @Test
    void anEngineThatLeavesIsGoneSoonerThanOneThatIsLost() {
        TestMember a = join("a", Role.ACTIVE);
        TestMember b = join("b", Role.STANDBY);
        await().atMost(PATIENCE).until(() -> b.engines().contains("a"));
        long begin = System.nanoTime();
        a.close();
        await().atMost(PATIENCE).until(() -> !b.gone.isEmpty());

        assertThat(b.gone).extracting(Member::engine).containsExactly("a");
        assertThat(Duration.ofNanos(b.goneNanos() - begin)).isLessThan(detection());
        assertThat(b.facts).contains(new Fact.Suspected(1, "coordinator", false));
        assertThat(b.engines()).containsExactly("b");
        a.close();
    }

    @Test
    void aKilledEngineIsGoneInTime() throws Exception {
        TestMember b = join("b", Role.STANDBY);
        Process child = child("a", 3);
        try {
            await().atMost(PATIENCE).until(() -> b.facts.contains(new Fact.Heard(3)));
            long begin = System.nanoTime();
            child.destroyForcibly();
            await().atMost(PATIENCE).until(() -> !b.gone.isEmpty());
            Duration took = Duration.ofNanos(b.goneNanos() - begin);
            System.out.println(
                    "milliseconds from kill -9 until " + kind() + " tells: " + took.toMillis());

            assertThat(took).isLessThan(detection().multipliedBy(3));
            assertThat(b.facts).contains(new Fact.Suspected(3, "coordinator", false));
        } finally {
            child.destroyForcibly();
        }
    }

    private Process child(String engine, int epoch) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CoordinationChild.class.getName(),
                        kind(),
                        address(),
                        project,
                        engine,
                        Integer.toString(epoch))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void anotherLifeOfAnEngineStandsAtTheEndOfTheLine() {
        TestMember first = join("a~1", Role.ACTIVE);
        TestMember b = join("b", Role.STANDBY);
        first.close();
        join("a~2", Role.STANDBY);

        await().atMost(PATIENCE).until(() -> b.engines().equals(List.of("b", "a~2")));
    }

    @Test
    void otherProjectsAreAnotherMatter() {
        TestMember b = join("b", Role.STANDBY);
        TestMember other = join(project + "-other", "a", Role.ACTIVE);
        join(project + "-other", "b", Role.STANDBY);
        other.becomes(Role.ACTIVE, 9, 10);
        other.close();
        TestMember c = join("c", Role.STANDBY);
        await().atMost(PATIENCE).until(() -> c.engines().equals(List.of("b", "c")));

        assertThat(b.gone).isEmpty();
        assertThat(b.facts).noneMatch(f -> f instanceof Fact.Heard);
        await().atMost(PATIENCE).until(() -> b.engines().equals(List.of("b", "c")));
    }

    @Test
    void whileTheServersDoNotAnswerNobodyIsHeldForGone() {
        TestMember a = join("a", Role.ACTIVE);
        TestMember b = join("b", Role.STANDBY);
        await().atMost(PATIENCE).until(() -> b.engines().contains("a"));
        await().atMost(PATIENCE).until(() -> a.engines().contains("b"));
        servers().forEach(Node::freeze);
        try {
            await().atMost(PATIENCE).until(() -> !b.coordination.isInTouch());
            await().atMost(PATIENCE).until(() -> !a.coordination.isInTouch());
            assertThat(b.gone).isEmpty();
        } finally {
            servers().forEach(Node::thaw);
        }
        await().atMost(PATIENCE).until(() -> b.coordination.isInTouch());
        await().atMost(PATIENCE).until(() -> a.coordination.isInTouch());
        TestMember c = join("c", Role.STANDBY);
        await().atMost(PATIENCE).until(() -> c.engines().containsAll(List.of("a", "b", "c")));
        await().atMost(PATIENCE).until(() -> b.engines().size() == 3);

        assertThat(b.touches).endsWith(false, true);
    }

    @Test
    void closingEndsItsThreads() {
        TestMember a = join("a", Role.ACTIVE);
        a.close();
        await().atMost(PATIENCE)
                .until(
                        () ->
                                Thread.getAllStackTraces().keySet().stream()
                                        .map(Thread::getName)
                                        .noneMatch(n -> n.startsWith("lockstep-" + kind())));
        a.becomes(Role.STANDBY, 2, 1);
    }
}
