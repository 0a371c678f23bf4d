package dev.lockstep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.model.ModelBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockCutsTest {
    private static final ProjectSpec PROJECT = project();
    private static final List<JournalEntry> INPUT =
            new JournalBuilder(PROJECT)
                    .send("a", "I 1,x", "U/P 1,", "I 2,y")
                    .send("a", "D 1,")
                    .send("b", "I 5,z")
                    .transaction("a", "I 6,p", "I 7,q")
                    .heartbeat(3)
                    .send("a", "I 8,r", "I 9,s")
                    .build();

    private static ProjectSpec project() {
        ModelBuilder m = new ModelBuilder();
        m.source("a", "id*:int64,v:string");
        m.source("b", "id*:int64,v:string");
        return m.build();
    }

    private static List<String> shapes(List<JournalEntry> entries) {
        List<String> all = new ArrayList<>();
        for (JournalEntry e : entries) {
            all.add(Difference.describe(e).replace("\n    ", "; "));
        }
        return all;
    }

    @Test
    void oneByOneTakesNormalBlocksApartAndLeavesTheRest() {
        assertThat(shapes(BlockCuts.oneByOne(INPUT)))
                .containsExactly(
                        "Start at 0",
                        "block q/a at 0; I 1,x @0",
                        "block q/a at 0; U/P 1, @0",
                        "block q/a at 0; I 2,y @0",
                        "block q/a at 0; D 1, @0",
                        "block q/b at 0; I 5,z @0",
                        "transaction q/a at 0; I 6,p @0; I 7,q @1",
                        "Heartbeat at 3000000",
                        "block q/a at 3000000; I 8,r @0",
                        "block q/a at 3000000; I 9,s @0",
                        "End at 3000000");
    }

    @Test
    void randomCutsKeepEveryRowInOrder() {
        List<String> flat = shapes(BlockCuts.oneByOne(INPUT));
        boolean hasJoined = false;
        for (long seed = 0; seed < 20; seed++) {
            List<JournalEntry> cut = BlockCuts.random(INPUT, seed);
            assertThat(shapes(BlockCuts.oneByOne(cut))).isEqualTo(flat);
            hasJoined |=
                    shapes(cut).contains("block q/a at 0; I 1,x @0; U/P 1, @1; I 2,y @2; D 1, @3");
        }
        assertThat(hasJoined).as("a cut that joins the two neighbouring blocks").isTrue();
    }
}
