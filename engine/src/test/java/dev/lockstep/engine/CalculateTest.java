package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.LockstepException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalculateTest {
    private static final String ALL =
            "id*:int64,x:double,n:int64,miss:int32,low:double,high:double,sum:double,mean:double,"
                    + "std:double,var:double,css:double,uss:double,err:double,cv:double";
    private static final String ALL_OUTPUTS =
            "nOut=n,nmissOut=miss,minOut=low,maxOut=high,sumOut=sum,meanOut=mean,stdOut=std,"
                    + "varOut=var,cssOut=css,ussOut=uss,stderrOut=err,cvOut=cv";
    private static final String SOME = "id*:int64,x:double,n:int64,sum:double";
    private static final String SOME_OUTPUTS = "nOut=n,sumOut=sum";

    private static String properties(String element, String pairs) {
        StringBuilder all = new StringBuilder("<" + element + "><properties>");
        for (String pair : pairs.isEmpty() ? new String[0] : pairs.split(",")) {
            String[] sides = pair.split("=");
            all.append("<property name='").append(sides[0]).append("'>");
            all.append(sides[1]).append("</property>");
        }
        return all + "</properties></" + element + ">";
    }

    private static String window(
            String attributes, String schema, String parameters, String input, String outputs) {
        return "<window-calculate name='c' algorithm='Summary' "
                + attributes
                + "><schema-string>"
                + schema
                + "</schema-string>"
                + properties("parameters", parameters)
                + properties("input-map", input)
                + properties("output-map", outputs)
                + "</window-calculate>";
    }

    private static Trial trial(String source, String window) {
        return new Trial(
                "",
                "<window-source name='s' "
                        + source
                        + "><schema-string>id*:int64,x:double,t:string</schema-string>"
                        + "</window-source>"
                        + window,
                "<edge source='s' target='c' role='data'/>");
    }

    private static Trial some(String source, String attributes, String parameters) {
        return trial(source, window(attributes, SOME, parameters, "input=x", SOME_OUTPUTS));
    }

    @Test
    void everyStatisticComesWithTheRowThatItWasCountedBehind() {
        Trial t =
                trial(
                        "index='pi_EMPTY' insert-only='true'",
                        window("index='pi_EMPTY'", ALL, "windowLength=4", "input=x", ALL_OUTPUTS));
        List<String> out = t.watch("c", false);
        t.push("s", "I 1,", "I 2,2", "I 3,4", "I 4,9", "I 5,3");
        assertThat(out)
                .containsExactly(
                        "I 1,,0,1,,,,,,,,,,",
                        "I 2,2.0,1,1,2.0,2.0,2.0,2.0,,,0.0,4.0,,",
                        "I 3,4.0,2,1,2.0,4.0,6.0,3.0,1.4142135623730951,2.0,2.0,20.0,1.0,"
                                + "47.14045207910317",
                        "I 4,9.0,3,1,2.0,9.0,15.0,5.0,3.605551275463989,13.0,26.0,101.0,"
                                + "2.0816659994661326,72.11102550927978",
                        "I 5,3.0,4,0,2.0,9.0,18.0,4.5,3.1091263510296048,9.666666666666666,29.0,"
                                + "110.0,1.5545631755148024,69.09169668954677");
    }

    @Test
    void withoutAWindowLengthEveryObservationCountsForEver() {
        for (String parameters : List.of("", "windowLength=0")) {
            Trial t = some("insert-only='true'", "", parameters);
            t.push("s", "I 1,1", "I 2,2", "I 3,4");
            assertThat(t.retained("c"))
                    .containsExactlyInAnyOrder("1,1.0,1,1.0", "2,2.0,2,3.0", "3,4.0,3,7.0");
        }
    }

    @Test
    void aDeleteRemovesItsRowAndLeavesTheAlgorithmAlone() {
        Trial t = some("", "", "windowLength=2");
        List<String> out = t.watch("c", true);
        t.push("s", "I 1,10", "I 2,20", "D 2,", "I 3,1");
        assertThat(out)
                .containsExactly(
                        "I 1,10.0,1,10.0", "I 2,20.0,2,30.0", "D 2,20.0,2,30.0", "I 3,1.0,2,21.0");
        assertThat(t.retained("c")).containsExactlyInAnyOrder("1,10.0,1,10.0", "3,1.0,2,21.0");
    }

    @Test
    void anUpdateIsNoObservation() {
        Trial t = some("", "", "");
        List<String> out = t.watch("c", true);
        t.push("s", "I 1,10", "I 2,20", "U 1,99", "P 3,5");
        assertThat(out)
                .containsExactly(
                        "I 1,10.0,1,10.0",
                        "I 2,20.0,2,30.0",
                        "U 1,99.0,2,30.0 was 1,10.0,1,10.0",
                        "I 3,5.0,3,35.0");
    }

    @Test
    void withoutAnIndexUpsertsCountAndDeletesCarryTheirKey() {
        Trial t = some("index='pi_EMPTY'", "index='pi_EMPTY'", "");
        List<String> out = t.watch("c", false);
        t.push("s", "I 1,10", "P 1,20", "U 1,70", "D 1,20", "S 2,");
        assertThat(out)
                .containsExactly(
                        "I 1,10.0,1,10.0",
                        "P 1,20.0,2,30.0",
                        "U 1,70.0,2,30.0",
                        "D 1,,,",
                        "S 2,,,");
    }

    @Test
    void aSecondInsertIsRefusedAndNotObserved() {
        Trial t = some("index='pi_EMPTY' insert-only='true'", "", "");
        t.push("s", "I 1,10", "I 1,20", "I 2,30");
        assertThat(t.retained("c")).containsExactlyInAnyOrder("1,10.0,1,10.0", "2,30.0,2,40.0");
        assertThat(t.bad()).containsExactly("LS-3001 q/c I,N,1,20.0,");
    }

    @Test
    void aTransactionalBlockThatIsRefusedIsNotObserved() {
        Trial t = some("index='pi_EMPTY' insert-only='true'", "", "windowLength=2");
        List<String> out = t.watch("c", false);
        t.push("s", "I 1,10").pushWhole("s", "I 2,20", "I 3,30", "I 2,40");
        t.pushWhole("s", "I 2,1", "I 3,2");
        assertThat(out).containsExactly("I 1,10.0,1,10.0", "I 2,1.0,2,11.0", "I 3,2.0,2,3.0");
        assertThat(t.bad()).hasSize(3).anySatisfy(b -> assertThat(b).startsWith("LS-3001"));
    }

    @Test
    void aWindowThatProducesOnlyInsertsPutsOutNothingElse() {
        Trial t = some("", "produces-only-inserts='true'", "");
        List<String> out = t.watch("c", false);
        t.push("s", "I 1,10", "U 1,20", "D 1,");
        assertThat(out).containsExactly("I 1,10.0,1,10.0");
    }

    @Test
    void theStatisticsGoOnFromASnapshot() {
        Trial t = some("", "", "windowLength=3");
        t.push("s", "I 1,1", "I 2,2", "I 3,4", "I 4,8");
        Trial again = t.restored();
        List<String> out = again.watch("c", true);
        again.push("s", "I 5,16", "D 1,");
        assertThat(out).containsExactly("I 5,16.0,3,28.0", "D 1,1.0,1,1.0");
    }

    @Test
    void whatTheAlgorithmDoesNotHaveIsRefusedWithACode() {
        refused(window("", SOME, "speed=9", "input=x", SOME_OUTPUTS), "no parameter speed");
        refused(window("", SOME, "windowLength=-1", "input=x", SOME_OUTPUTS), "windowLength is -1");
        refused(window("", SOME, "windowLength=2e9", "input=x", SOME_OUTPUTS), "2e9");
        refused(window("", SOME, "", "input=x,weight=x", SOME_OUTPUTS), "no input weight");
        refused(window("", SOME, "", "", SOME_OUTPUTS), "does not name");
        refused(window("", SOME, "", "input=x", "nOut=n,medianOut=sum"), "no output medianOut");
        refused(window("", SOME, "", "input=x", "nOut=n,sumOut=nowhere"), "nowhere");
        refused(window("", SOME, "", "input=x", "nOut=n,sumOut=id"), "id is no field");
        refused(window("", SOME, "", "input=x", "nOut=n,sumOut=n"), "Two outputs");
        refused(window("", SOME, "", "input=x", "nOut=n"), "Field sum is neither");
        refused(window("", "x*:double,n:int64", "", "input=x", "nOut=n"), "The key is not");
    }

    private static void refused(String window, String detail) {
        assertThatThrownBy(() -> trial("", window))
                .isInstanceOfSatisfying(
                        LockstepException.class,
                        e ->
                                assertThat(e.problems())
                                        .anySatisfy(
                                                p -> {
                                                    assertThat(p.code().code())
                                                            .isEqualTo("LS-3016");
                                                    assertThat(p.detail()).contains(detail);
                                                }));
    }
}
