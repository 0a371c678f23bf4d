package dev.lockstep.server.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.settings.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class PathRulesTest {
    @TempDir Path top;
    private Path home;
    private Path other;

    @BeforeEach
    void folders() throws IOException {
        top = top.toRealPath();
        home = Files.createDirectories(top.resolve("home"));
        other = Files.createDirectories(top.resolve("other"));
    }

    private PathRules rules(String... properties) {
        return new PathRules(
                ServerSettings.of(0, home)
                        .with(
                                properties.length == 0
                                        ? Map.of()
                                        : Map.of(properties[0], properties[1])));
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LockstepException.class,
                        e ->
                                assertThat(e.problems().get(0).code())
                                        .isEqualTo(ServerError.PATH_REFUSED));
    }

    @Test
    void snapshotsGoBelowTheServersFolder() {
        assertThat(rules().snapshots("a/b")).isEqualTo(home.resolve("a/b"));
        assertThat(rules().snapshots(home + "/a")).isEqualTo(home.resolve("a"));
        assertThat(rules().snapshots("./a//b/.")).isEqualTo(home.resolve("a/b"));
        assertThat(rules().snapshots(home.toString())).isEqualTo(home);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../other", "a/../../other", "a/..", "..", "/etc", "/", "", " ", "a\0b"})
    void whatLeadsElsewhereIsRefused(String path) {
        refused(() -> rules().snapshots(path));
    }

    @Test
    void aFolderWhoseNameOnlyBeginsAlikeIsElsewhere() throws IOException {
        Files.createDirectories(top.resolve("home2"));
        refused(() -> rules().snapshots(top + "/home2/x"));
    }

    @Test
    void linksCountByWhereTheyLead() throws IOException {
        Files.createSymbolicLink(home.resolve("out"), other);
        Files.createSymbolicLink(home.resolve("nowhere"), Path.of("gone/away"));
        Files.createSymbolicLink(home.resolve("circle"), Path.of("circle"));
        Path inner = Files.createDirectories(home.resolve("inner"));
        Files.createSymbolicLink(home.resolve("in"), inner);
        refused(() -> rules().snapshots("out"));
        refused(() -> rules().snapshots("out/deeper/still"));
        refused(() -> rules().snapshots("nowhere/x"));
        refused(() -> rules().snapshots("circle/x"));
        assertThat(rules().snapshots("in/x")).isEqualTo(inner.resolve("x"));
    }

    @Test
    void theOperatorAllowsOtherFoldersForSnapshots() {
        PathRules rules = rules("persist.root", "/nowhere, " + other);
        assertThat(rules.snapshots(other + "/x/y")).isEqualTo(other.resolve("x/y"));
        assertThat(rules.snapshots("x")).isEqualTo(home.resolve("x"));
        refused(() -> rules.snapshots(top + "/x"));
        refused(() -> rules.snapshots(other + "/../x"));
    }

    @Test
    void aRootThatIsALinkIsWhereItLeads() throws IOException {
        Path link = Files.createSymbolicLink(top.resolve("link"), other);
        PathRules rules = rules("persist.root", link.toString());
        assertThat(rules.snapshots(link + "/x")).isEqualTo(other.resolve("x"));
        assertThat(rules.snapshots(other + "/x")).isEqualTo(other.resolve("x"));
    }

    @Test
    void documentsMayBeAnywhereUnlessTheOperatorSaysWhere() throws IOException {
        Path file = Files.writeString(other.resolve("m.xml"), "");
        assertThat(rules().document("file://" + file)).isEqualTo(file);
        assertThat(rules().document("m.xml")).isEqualTo(home.resolve("m.xml"));
        PathRules bounded = rules("file.root", home.toString());
        refused(() -> bounded.document("file://" + file));
        Files.createSymbolicLink(home.resolve("m.xml"), file);
        refused(() -> bounded.document("m.xml"));
        refused(() -> bounded.document("file://../other/m.xml"));
        Path own = Files.writeString(home.resolve("own.xml"), "");
        assertThat(bounded.document("file://" + own)).isEqualTo(own);
    }
}
