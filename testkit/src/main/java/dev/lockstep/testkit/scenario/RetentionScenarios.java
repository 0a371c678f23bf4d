package dev.lockstep.testkit.scenario;

import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.RetentionSpec.Type;
import dev.lockstep.model.project.WindowKind.JoinType;
import dev.lockstep.testkit.JournalBuilder;
import dev.lockstep.testkit.model.ModelBuilder;
import java.util.ArrayList;
import java.util.List;

/** Every retention type, by count, journal time and event time. */
final class RetentionScenarios {
    private static final String READINGS = "id*:int64,v:double";
    private static final String TIMED = "id*:int64,t:stamp";

    private RetentionScenarios() {}

    static List<Scenario> all() {
        return List.of(
                slidingCount(),
                jumpingCount(),
                updateResetsAge(),
                slidingFieldTime(),
                lateRow(),
                datesCountInSeconds(),
                slidingJournalTime(),
                jumpingJournalTime(),
                jumpingFieldTime(),
                lookBack(),
                lookBackByField(),
                retentionOnSource(),
                retentionDeletesReachAggregates(),
                tracking(),
                comesAgain(false),
                comesAgain(true));
    }

    private static ModelBuilder kept(Type type, long amount) {
        ModelBuilder m = new ModelBuilder();
        m.source("in", READINGS);
        m.copy("kept", READINGS).retain(type, amount);
        m.edge("in", "kept");
        return m;
    }

    private static ModelBuilder keptByField(Type type, long amount, long lookBack) {
        ModelBuilder m = new ModelBuilder();
        m.source("in", TIMED);
        m.copy("kept", TIMED).retain(type, amount, "t", lookBack);
        m.edge("in", "kept");
        return m;
    }

    private static JournalBuilder inserts(JournalBuilder j, int from, int to) {
        for (int id = from; id <= to; id++) {
            j.send("in", "I " + id + ",0.5");
        }
        return j;
    }

    private static List<String> inserted(int from, int to) {
        List<String> all = new ArrayList<>();
        for (int id = from; id <= to; id++) {
            all.add("I " + id + ",0.5");
        }
        return all;
    }

    private static Scenario slidingCount() {
        List<String> out = inserted(1, 11);
        out.add("D/R 1,0.5");
        List<String> rows = inserted(2, 11).stream().map(t -> t.substring(2)).toList();
        return Scenario.of(
                        "eleven inserts through ten kept rows delete the oldest",
                        kept(Type.BYCOUNT_SLIDING, 10))
                .input(j -> inserts(j, 1, 11))
                .leaves("kept", out.toArray(String[]::new))
                .retains("kept", rows.toArray(String[]::new))
                .build();
    }

    private static Scenario jumpingCount() {
        List<String> out = inserted(1, 11);
        for (int id = 1; id <= 10; id++) {
            out.add("D/R " + id + ",0.5");
        }
        return Scenario.of(
                        "the eleventh insert clears a jumping count of ten",
                        kept(Type.BYCOUNT_JUMPING, 10))
                .input(j -> inserts(j, 1, 11))
                .leaves("kept", out.toArray(String[]::new))
                .retains("kept", "11,0.5")
                .build();
    }

    private static Scenario updateResetsAge() {
        return Scenario.of("an update resets a row's age", kept(Type.BYCOUNT_SLIDING, 2))
                .input(
                        j ->
                                j.send("in", "I 1,0.5", "I 2,0.5", "U 1,1.5", "I 3,0.5")
                                        .send("in", "D 1,", "I 4,0.5"))
                .leaves(
                        "kept",
                        "I 1,0.5",
                        "I 2,0.5",
                        "U 1,1.5 was 1,0.5",
                        "I 3,0.5",
                        "D/R 2,0.5",
                        "D 1,1.5",
                        "I 4,0.5")
                .retains("kept", "3,0.5", "4,0.5")
                .build();
    }

    private static Scenario slidingFieldTime() {
        return Scenario.of(
                        "three rows expire when the fourth is 300 seconds or more newer",
                        keptByField(Type.BYTIME_SLIDING, 300, 0))
                .input(
                        j ->
                                j.send("in", "I 1,48879000000", "I 2,48899000000")
                                        .send("in", "I 3,48959000000")
                                        .heartbeat(90_000)
                                        .send("in", "I 4,49559000000"))
                .leaves(
                        "kept",
                        "I 1,48879000000",
                        "I 2,48899000000",
                        "I 3,48959000000",
                        "I 4,49559000000",
                        "D/R 1,48879000000",
                        "D/R 2,48899000000",
                        "D/R 3,48959000000")
                .retains("kept", "4,49559000000")
                .build();
    }

    private static Scenario lateRow() {
        return Scenario.of(
                        "field time goes by the newest row, deletes by time, missing times stay",
                        keptByField(Type.BYTIME_SLIDING, 10, 0))
                .input(
                        j ->
                                j.send("in", "I 1,20000000", "I 2,15000000", "I 3,", "I 4,10000000")
                                        .send("in", "I 5,25000001", "I 6,30000000"))
                .leaves(
                        "kept",
                        "I 1,20000000",
                        "I 2,15000000",
                        "I 3,",
                        "I 5,25000001",
                        "D/R 2,15000000",
                        "I 6,30000000",
                        "D/R 1,20000000")
                .retains("kept", "3,", "5,25000001", "6,30000000")
                .refuses("kept", 0)
                .build();
    }

    private static Scenario datesCountInSeconds() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", "id*:int64,d:date");
        m.copy("kept", "id*:int64,d:date").retain(Type.BYTIME_SLIDING, 60, "d", 0);
        m.edge("in", "kept");
        return Scenario.of("a date field counts in seconds", m)
                .input(j -> j.send("in", "I 1,1000", "I 2,1059", "I 3,1060"))
                .leaves("kept", "I 1,1000", "I 2,1059", "I 3,1060", "D/R 1,1000")
                .retains("kept", "2,1059", "3,1060")
                .build();
    }

    private static Scenario slidingJournalTime() {
        return Scenario.of(
                        "journal time expires rows at heartbeats only, from an age of the limit on",
                        kept(Type.BYTIME_SLIDING, 10))
                .input(
                        j ->
                                j.at(1)
                                        .send("in", "I 1,0.5", "I 2,0.5")
                                        .at(5)
                                        .send("in", "U 1,1.5", "I 3,0.5")
                                        .heartbeat(10)
                                        .at(12)
                                        .send("in", "I 4,0.5")
                                        .heartbeat(12)
                                        .heartbeat(15))
                .leaves(
                        "kept",
                        "I 1,0.5",
                        "I 2,0.5",
                        "U 1,1.5 was 1,0.5",
                        "I 3,0.5",
                        "I 4,0.5",
                        "D/R 2,0.5",
                        "D/R 1,1.5",
                        "D/R 3,0.5")
                .retains("kept", "4,0.5")
                .build();
    }

    private static Scenario jumpingJournalTime() {
        return Scenario.of(
                        "each time the project's timer elapses a jumping time clears everything",
                        kept(Type.BYTIME_JUMPING, 10))
                .input(
                        j ->
                                j.at(3)
                                        .send("in", "I 1,0.5")
                                        .heartbeat(9)
                                        .at(11)
                                        .send("in", "I 2,0.5")
                                        .heartbeat(12)
                                        .at(13)
                                        .send("in", "I 3,0.5")
                                        .heartbeat(19)
                                        .heartbeat(20))
                .leaves(
                        "kept",
                        "I 1,0.5",
                        "I 2,0.5",
                        "D/R 1,0.5",
                        "D/R 2,0.5",
                        "I 3,0.5",
                        "D/R 3,0.5")
                .retains("kept")
                .build();
    }

    private static Scenario jumpingFieldTime() {
        return Scenario.of(
                        "a jumping field time clears all older rows when a period has passed",
                        keptByField(Type.BYTIME_JUMPING, 10, 0))
                .input(
                        j ->
                                j.send("in", "I 1,3000000", "I 2,12999999")
                                        .send("in", "I 3,13000000", "I 4,22000000")
                                        .send("in", "I 5,45000000", "I 6,52999999"))
                .leaves(
                        "kept",
                        "I 1,3000000",
                        "I 2,12999999",
                        "I 3,13000000",
                        "D/R 1,3000000",
                        "D/R 2,12999999",
                        "I 4,22000000",
                        "I 5,45000000",
                        "D/R 3,13000000",
                        "D/R 4,22000000",
                        "I 6,52999999")
                .retains("kept", "5,45000000", "6,52999999")
                .build();
    }

    private static ModelBuilder lookBackModel(String field) {
        ModelBuilder m = new ModelBuilder();
        m.source("in", TIMED);
        String name = field.isEmpty() ? null : field;
        m.copy("kept", TIMED).retain(Type.BYTIME_JUMPING_LOOKBACK, 10, name, 4);
        m.edge("in", "kept");
        return m;
    }

    private static Scenario lookBack() {
        return Scenario.of("a jump keeps the rows of the look-back", lookBackModel(""))
                .input(
                        j ->
                                j.at(5)
                                        .send("in", "I 1,")
                                        .at(6)
                                        .send("in", "I 2,")
                                        .at(11)
                                        .send("in", "I 3,")
                                        .heartbeat(12)
                                        .heartbeat(20))
                .leaves("kept", "I 1,", "I 2,", "I 3,", "D/R 1,", "D/R 2,", "D/R 3,")
                .retains("kept")
                .build();
    }

    private static Scenario lookBackByField() {
        return Scenario.of("the look-back goes by the field where there is one", lookBackModel("t"))
                .input(
                        j ->
                                j.send("in", "I 1,0", "I 2,5999999", "I 3,6000000")
                                        .send("in", "I 4,10000000"))
                .leaves(
                        "kept",
                        "I 1,0",
                        "I 2,5999999",
                        "I 3,6000000",
                        "I 4,10000000",
                        "D/R 1,0",
                        "D/R 2,5999999")
                .retains("kept", "3,6000000", "4,10000000")
                .build();
    }

    private static Scenario retentionOnSource() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", READINGS).retain(Type.BYCOUNT_SLIDING, 1);
        return Scenario.of("a source may retain, and forgets the keys it gave up", m)
                .input(j -> j.send("in", "I 1,0.5", "I 2,0.5", "U 1,1.5", "I 1,2.5"))
                .leaves("in", "I 1,0.5", "I 2,0.5", "D/R 1,0.5", "I 1,2.5", "D/R 2,0.5")
                .retains("in", "1,2.5")
                .refuses("in", 1)
                .build();
    }

    private static ModelBuilder summed(ModelBuilder m) {
        m.source("in", "id*:int64,g:string,v:double");
        m.copy("kept", "id*:int64,g:string,v:double").retain(Type.BYCOUNT_SLIDING, 2);
        m.aggregate("sum", "g*:string,total:double,n:int64", "ESP_aSum(v)", "ESP_aCount()");
        return m.edge("in", "kept").edge("kept", "sum");
    }

    private static Scenario retentionDeletesReachAggregates() {
        return Scenario.of(
                        "an insert and its retention delete in one group leave as one update",
                        summed(new ModelBuilder()))
                .input(
                        j ->
                                j.send("in", "I 1,a,1.0", "I 2,a,2.0", "I 3,a,4.0")
                                        .send("in", "I 4,b,8.0", "I 5,b,16.0"))
                .leaves(
                        "sum",
                        "I a,1.0,1",
                        "U a,3.0,2 was a,1.0,1",
                        "U a,6.0,2 was a,3.0,2",
                        "I b,8.0,1",
                        "U/R a,4.0,1 was a,6.0,2",
                        "U b,24.0,2 was b,8.0,1",
                        "D/R a,4.0,1")
                .retains("sum", "b,24.0,2")
                .build();
    }

    private static Scenario tracking() {
        return Scenario.of(
                        "retention tracking shows the retention's share apart",
                        summed(new ModelBuilder().retentionTracking()))
                .input(j -> j.send("in", "I 1,a,1.0", "I 2,a,2.0", "I 3,a,4.0"))
                .leaves(
                        "sum",
                        "I a,1.0,1",
                        "U a,3.0,2 was a,1.0,1",
                        "U a,7.0,3 was a,3.0,2",
                        "U/R a,6.0,2 was a,7.0,3")
                .build();
    }

    /** A stateless join renews two facts in one cause through a copy that keeps one. */
    private static Scenario comesAgain(boolean isTracking) {
        ModelBuilder m = isTracking ? new ModelBuilder().retentionTracking() : new ModelBuilder();
        m.source("facts", "id*:int64,g:string");
        m.source("names", "g*:string,name:string");
        m.join(
                        "join",
                        "id*:int64,name:string",
                        JoinType.LEFT_OUTER,
                        false,
                        List.of("g=g"),
                        List.of("r_name"))
                .index(IndexType.EMPTY);
        m.copy("kept", "id*:int64,name:string").retain(Type.BYCOUNT_SLIDING, 1);
        m.edge("facts", "join", "left", -1).edge("names", "join", "right", -1);
        m.edge("join", "kept");
        String name = "a key that was given up and came again in one cause, tracking " + isTracking;
        List<String> out = new ArrayList<>(List.of("I 1,", "I 2,", "D/R 1,"));
        if (isTracking) {
            out.addAll(List.of("I 1,n", "D/R 2,", "I 2,n", "D/R 1,n"));
        } else {
            out.add("U 2,n was 2,");
        }
        return Scenario.of(name, m)
                .input(j -> j.send("facts", "I 1,a", "I 2,a").send("names", "I a,n"))
                .leaves("kept", out.toArray(String[]::new))
                .retains("kept", "2,n")
                .build();
    }
}
