package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionalWindowTest {
    private static final String SOURCE =
            "<window-source name='s' index='pi_HASH'><schema-string>id*:string,doc:string,n:int64"
                    + "</schema-string></window-source>";

    private static final String ITEMS =
            "<event-loops><event-loop-json name='items' data='item'><use-json>#doc</use-json>"
                    + "<json>items</json><function-context><functions>"
                    + "<function name='id'>string($id,'-',eventNumber())</function>"
                    + "<function name='price'>json($item,'price')</function>"
                    + "</functions></function-context></event-loop-json></event-loops>";

    private static String functional(String attributes, String context, String rest) {
        return SOURCE
                + "<window-functional name='f' "
                + attributes
                + "><schema-string>id*:string,name:string,price:double,n:int64</schema-string>"
                + "<function-context><properties><property-json name='doc'>$doc</property-json>"
                + "</properties><functions>"
                + context
                + "</functions></function-context>"
                + rest
                + "</window-functional>";
    }

    private static Trial trial(String attributes, String context, String rest) {
        return new Trial(
                "", functional(attributes, context, rest), "<edge source='s' target='f'/>");
    }

    private static final String NAME = "<function name='name'>json(#doc,'name')</function>";

    @Test
    void fieldsComeFromFunctionsOrFromTheInput() {
        Trial t = trial("index='pi_EMPTY'", NAME, "");
        List<String> out = t.watch("f", true);
        t.push("s", "I a,{\"name\":\"Ann\"},7");
        assertThat(out).containsExactly("I a,Ann,,7");
        assertThat(t.bad()).isEmpty();
    }

    @Test
    void aLoopMakesARowForEachItemBehindTheBaseRow() {
        Trial u = trial("index='pi_EMPTY'", NAME, ITEMS);
        List<String> rows = u.watch("f", true);
        u.push("s", "I a,{\"items\":[{\"price\":1.5}]},7");
        assertThat(rows).containsExactly("I a,,,7", "I a-0,,1.5,7");
    }

    /** Keys stay different through the base row and all loops, and grow from turn to turn. */
    @Test
    void theRowsOfAnEventAreNumberedThroughAndATurnSeesTheOneBeforeIt() {
        String loop =
                "<event-loop-regex name='%s' data='item'><use-text>$doc</use-text><regex>%s</regex>"
                        + "<function-context><functions><function name='id'>"
                        + "string(%s,'-',eventNumber())</function><function name='name'>$item"
                        + "</function></functions></function-context></event-loop-regex>";
        String loops =
                "<event-loops>"
                        + loop.formatted("doors", "[de]", "$n")
                        + loop.formatted("keys", "[kl]", "$id")
                        + "</event-loops>";
        String id = "<function name='id'>string($n,'-',eventNumber())</function>";
        for (String index : List.of("pi_EMPTY", "pi_HASH")) {
            Trial t = trial("index='" + index + "'", id, loops);
            List<String> out = t.watch("f", true);
            t.push("s", "I a,dekl,7", "I b,,8");
            assertThat(out)
                    .containsExactly(
                            "I 7-0,,,7",
                            "I 7-1,d,,7",
                            "I 7-2,e,,7",
                            "I 7-0-3,k,,7",
                            "I 7-0-3-4,l,,7",
                            "I 8-0,,,8");
            assertThat(t.bad()).isEmpty();
        }
    }

    /** As a published model does that reads a field in the function that makes it. */
    @Test
    void aFieldOfTheOutputIsNullUntilItsFunctionHasMadeIt() {
        String functions =
                "<function name='price'>if(isNull($price),sum($n,0.5),-1)</function>"
                        + "<function name='name'>string($price)</function>";
        Trial t = trial("index='pi_EMPTY'", functions, "");
        List<String> out = t.watch("f", true);
        t.push("s", "I a,{},7", "I b,{},8");
        assertThat(out).containsExactly("I a,7.5,7.5,7", "I b,8.5,8.5,8");
        assertThat(t.bad()).isEmpty();
    }

    @Test
    void generateLeavesTheBaseRowOut() {
        Trial t = trial("index='pi_EMPTY'", NAME, "<generate>gt($n,5)</generate>" + ITEMS);
        List<String> out = t.watch("f", true);
        t.push("s", "I a,{\"items\":[{\"price\":1}]},5", "I b,{},6");
        assertThat(out).containsExactly("I a-0,,1.0,5", "I b,,,6");
    }

    @Test
    void theOpcodeMayBeComputedAndAWrongOneIsABadEvent() {
        Trial t =
                trial(
                        "index='pi_HASH'",
                        NAME,
                        "<opcode>if(gt($n,100),'delete',if(lt($n,0),'nonsense','upsert'))</opcode>");
        List<String> out = t.watch("f", true);
        t.push("s", "I a,{},5", "U a,{},6", "U a,{},101", "I b,{},-1");
        assertThat(out).containsExactly("I a,,,5", "U a,,,6 was a,,,5", "D a,,,6");
        assertThat(t.bad()).containsExactly("LS-2528 q/f I,N,b,{},-1");
        assertThat(t.retained("f")).isEmpty();
    }

    @Test
    void aDeleteTakesTheBaseRowAsItIsKeptWithoutEvaluation() {
        Trial t = trial("index='pi_HASH'", NAME, "");
        List<String> out = t.watch("f", true);
        t.push("s", "I a,{\"name\":\"Ann\"},7", "D a,{},9");
        assertThat(out).containsExactly("I a,Ann,,7", "D a,Ann,,7");
    }

    @Test
    void aStatelessWindowPassesADeleteOnWithWhatItCarries() {
        Trial t = trial("index='pi_EMPTY'", NAME, "");
        List<String> out = t.watch("f", true);
        t.push("s", "I a,{\"name\":\"Ann\"},7", "D a,,");
        assertThat(out).containsExactly("I a,Ann,,7", "D a,,,7");
    }

    @Test
    void aValueThatCannotBeReadIsNullAndReported() {
        Trial t = trial("index='pi_EMPTY'", NAME, "");
        List<String> out = t.watch("f", true);
        t.push("s", "I a,not json,7");
        assertThat(out).containsExactly("I a,,,7");
        assertThat(t.bad()).containsExactly("LS-2524 q/f I,N,a,not json,7");
    }

    @Test
    void producesOnlyInsertsMakesEveryRowOne() {
        Trial t = trial("index='pi_EMPTY' produces-only-inserts='true'", NAME, "");
        List<String> out = t.watch("f", true);
        t.push("s", "I a,{},7", "U a,{},8", "D a,{},8");
        assertThat(out).containsExactly("I a,,,7", "I a,,,8");
    }

    @Test
    void aTransactionThatFailsLeavesNoTraceEvenInTheEventCounter() {
        Trial t =
                trial(
                        "index='pi_HASH'",
                        "<function name='price'>eventCounter()</function>",
                        "<opcode>if(lt($n,0),'delete','insert')</opcode>");
        List<String> out = t.watch("f", true);
        t.push("s", "I a,,1");
        t.pushWhole("s", "I b,,2", "I c,,-3");
        t.push("s", "I d,,4");
        assertThat(out).containsExactly("I a,,1.0,1", "I d,,2.0,4");
        assertThat(t.bad()).containsExactly("LS-3003 q/f D,N,c,,3.0,-3", "LS-3006 q/f I,N,b,,2");
        assertThat(t.engine().stats("q/f").badEvents()).isEqualTo(2);
    }

    @Test
    void theEventCounterSurvivesASnapshot() {
        String context = "<function name='price'>eventCounter()</function>";
        Trial t = trial("index='pi_HASH'", context, "");
        t.push("s", "I a,,1", "I b,,2");
        Trial u = t.restored();
        List<String> out = u.watch("f", true);
        u.push("s", "I c,,3");
        assertThat(out).containsExactly("I c,,3.0,3");
        assertThat(u.retained("f")).containsExactly("a,,1.0,1", "b,,2.0,2", "c,,3.0,3");
    }

    @Test
    void anUpdateThatChangesACopiedKeyTakesTheOldBaseRowAway() {
        Trial t =
                new Trial(
                        "",
                        SOURCE
                                + "<window-functional name='f'><schema-string>doc*:string,n:int64"
                                + "</schema-string></window-functional>",
                        "<edge source='s' target='f'/>");
        List<String> out = t.watch("f", true);
        t.push("s", "I a,x,1", "U a,x,2", "U a,y,3", "D a,,");
        assertThat(out).containsExactly("I x,1", "U x,2 was x,1", "D x,2", "I y,3", "D y,3");
        assertThat(t.bad()).isEmpty();
    }

    @Test
    void anEventOfARefusedTransactionIsReportedOnce() {
        Trial t = trial("index='pi_HASH'", NAME, "<opcode>if(lt($n,0),'nonsense')</opcode>");
        t.pushWhole("s", "I a,no json,1", "I b,no json,-1");
        assertThat(t.bad())
                .containsExactly("LS-2528 q/f I,N,b,no json,-1", "LS-3006 q/f I,N,a,no json,1");
    }
}
