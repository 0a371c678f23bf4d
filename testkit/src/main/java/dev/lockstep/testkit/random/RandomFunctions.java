package dev.lockstep.testkit.random;

import dev.lockstep.api.error.Location;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.WindowKind.ContextProperty;
import dev.lockstep.model.project.WindowKind.EventLoop;
import dev.lockstep.model.project.WindowKind.Function;
import dev.lockstep.model.project.WindowKind.FunctionContext;
import dev.lockstep.model.project.WindowKind.Functional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws functional windows over inputs of {@link RandomModel#FACTS}: documents made of the fields,
 * some of which cannot be read, keys that meet, keys that are missing, opcodes that do not fit.
 */
final class RandomFunctions {
    private static final List<String> KEYS =
            List.of(
                    "sum($id,100)",
                    "sum(product($id,10),$h)",
                    "if(gt($id,9),null(),$id)",
                    "indexOf('0123456789',$id)",
                    "coalesce($h,$id)");

    private static final List<String> TEXTS =
            List.of(
                    "toUpper($g)",
                    "string($g,$h)",
                    "if(gt($h,1),'d')",
                    "ifNext(isNull($g),'a',contains($g,'b'),substring('abc',1,1),$g)",
                    "concat(input(),'/',eventNumber())",
                    "listItem(#list,1)",
                    "mapValue(#map,'h')",
                    "rgx(#letter,string($h,$g))",
                    "json(#json,'[1].t')",
                    "xpath(#xml,'i/@n')",
                    "#text");

    private static final List<String> WHOLES =
            List.of(
                    "sum($h,1)",
                    "$v",
                    "eventCounter()",
                    "stringLength($g)",
                    "equals($h,'2')",
                    "setSize(#set)",
                    "json(#json,'[0].k')",
                    "listSize(#list)",
                    "if(setContains(#set,'b'),product($h,$h))",
                    "$g");

    private static final List<String> REALS =
            List.of(
                    "quotient($v,4)",
                    "product($v,2)",
                    "diff($v,$h)",
                    "sum($v,json(#json,'[1].k'))",
                    "quotient($v,$h)",
                    "eventCounter()",
                    "and(gt($v,3),not(equals($h,1)))",
                    "index(#text,'b')");

    private static final List<String> OPCODES =
            List.of(
                    "'upsert'",
                    "upsert",
                    "if(gt($h,3),'delete')",
                    "ifNext(lt($h,1),'safedelete',equals($h,2),'nonsense')",
                    "if(contains($g,'a'),'p','u')",
                    "if(lt($v,4),'Insert','P')",
                    "if(lt($h,3),'upsert','sd')");

    private static final List<String> GENERATES =
            List.of("0", "1", "gt($h,1)", "not(isNull($g))", "lt($v,9)", "$g");

    private static final List<String> JSONS =
            List.of(
                    "#json",
                    "ifNext(equals($h,0),'[]',equals($h,1),'[7]',lt($h,4),'[2,null,3.5]',"
                            + "'{\"k\":3}')",
                    "if(isNull($g),null(),string('{\"k\":[1,\"',$g,'\",1],\"n\":',$h,'}'))");

    private static final List<String> XMLS =
            List.of(
                    "#xml",
                    "if(gt($h,2),'<r/>',string('<r><i>',$g,'</i><i n=\"1\">b</i></r>'))",
                    "ifNext(equals($h,1),'<r>',gt($h,1),'<r><i n=\"1\"/><s><i n=\"1\"/></s></r>')");

    private static final List<String> REGEX_TEXTS =
            List.of("string($g,'-',$h,'-',$g)", "#text", "$h", "'a-1 b-'");

    private static final Map<String, List<String>> LOOP_VALUES =
            Map.of(
                    "json", List.of("json($item,'k')", "$item", "#_context"),
                    "xml", List.of("xpath($item,'@n')", "xpath(#_context,'text()')"),
                    "regex", List.of("$item", "#_context", "string($item,$h)"));

    /** What the loop's own properties give. */
    private static final List<String> OWN_VALUES =
            List.of("listItem(#list,0)", "listSize(#list)", "rgx(#digit,#list)", "#list");

    private final Dice dice;

    RandomFunctions(Dice dice) {
        this.dice = dice;
    }

    /**
     * A window whose key {@code id} or, for dimensions, {@code g} is copied or made.
     *
     * @param isFacts whether the output is like the input
     * @param isMixed whether dimensions arrive too, which have no {@code id}
     */
    Functional draw(boolean isFacts, boolean isMixed) {
        FunctionContext base = base(isFacts, isMixed);
        boolean givesOpcode = dice.percent(30);
        Located generate = dice.percent(30) ? at(dice.pick(GENERATES)) : null;
        List<EventLoop> loops = new ArrayList<>();
        int count = dice.percent(60) ? dice.between(1, 2) : 0;
        for (int k = 0; k < count; k++) {
            loops.add(loop("loop" + k, isFacts));
        }
        return new Functional(
                base,
                givesOpcode ? at(dice.pick(OPCODES)) : null,
                generate,
                List.copyOf(loops),
                dice.percent(10));
    }

    private FunctionContext base(boolean isFacts, boolean isMixed) {
        List<Function> functions = new ArrayList<>();
        if (isFacts && (isMixed || dice.percent(35))) {
            String key = dice.pick(KEYS);
            functions.add(function("id", isMixed ? "coalesce(" + key + ",$n)" : key));
        } else if (!isFacts && dice.percent(30)) {
            functions.add(function("g", dice.pick(TEXTS)));
        }
        if (isFacts) {
            maybe(functions, "g", TEXTS);
            maybe(functions, "h", WHOLES);
            maybe(functions, "v", REALS);
        } else {
            functions.add(function("w", dice.pick(REALS)));
            functions.add(function("n", dice.pick(WHOLES)));
        }
        return new FunctionContext(properties(), List.copyOf(functions));
    }

    private void maybe(List<Function> functions, String name, List<String> choices) {
        if (dice.percent(45)) {
            functions.add(function(name, dice.pick(choices)));
        }
    }

    private static List<ContextProperty> properties() {
        return List.of(
                property("expression", "letter", Map.of(), "[a-c]+"),
                property("string", "text", Map.of(), "string($g,'ab',$h)"),
                property("list", "list", Map.of("delimiter", ";"), "string($h,'; ',$g,';')"),
                property("set", "set", Map.of(), "string($g,',a,',$g)"),
                property(
                        "map",
                        "map",
                        Map.of("outer", ";", "inner", ":"),
                        "string('g:',$g,'; h:',$h)"),
                property(
                        "json",
                        "json",
                        Map.of(),
                        "string('[{\"k\":',$h,'},{\"k\":2,\"t\":\"',$g,'\"}]')"),
                property(
                        "xml",
                        "xml",
                        Map.of(),
                        "string('<r><i n=\"',$h,'\">',$g,'</i><i n=\"2\"/></r>')"));
    }

    private EventLoop loop(String name, boolean isFacts) {
        String type = dice.pick(List.of("json", "xml", "regex"));
        int group = 0;
        String use;
        String selector;
        switch (type) {
            case "json" -> {
                use = dice.pick(JSONS);
                selector = dice.pick(List.of("$", "k"));
            }
            case "xml" -> {
                use = dice.pick(XMLS);
                selector = dice.pick(List.of("//i", "i", "/r/i"));
            }
            default -> {
                use = dice.pick(REGEX_TEXTS);
                boolean isGrouped = dice.percent(40);
                selector = isGrouped ? "([a-z])-([0-9])?" : "[a-c0-9]";
                group = isGrouped ? dice.between(0, 2) : 0;
            }
        }
        return new EventLoop(
                type,
                name,
                "item",
                at(use),
                at(selector),
                group,
                turn(dice.pick(values(type)), isFacts),
                Location.UNKNOWN);
    }

    private static List<String> values(String type) {
        List<String> values = LOOP_VALUES.get(type);
        if (values == null) {
            throw new IllegalArgumentException(type);
        }
        return values;
    }

    /** The functions of a loop's turn, around a value of the item. */
    private FunctionContext turn(String item, boolean isFacts) {
        boolean hasOwn = dice.percent(30);
        String value = hasOwn ? dice.pick(OWN_VALUES) : item;
        List<Function> functions = new ArrayList<>();
        String key =
                isFacts
                        ? dice.pick(
                                List.of(
                                        "sum(product($id,10),eventNumber())",
                                        "sum($id,eventNumber())",
                                        "sum($id,20)",
                                        value,
                                        ""))
                        : dice.pick(List.of("string($g,eventNumber())", value, "string($h)", ""));
        if (!key.isEmpty()) {
            functions.add(function(isFacts ? "id" : "g", key));
        }
        if (dice.percent(50)) {
            functions.add(function(isFacts ? "h" : "n", value));
        }
        if (dice.percent(40)) {
            functions.add(function(isFacts ? "v" : "w", "sum(eventNumber()," + value + ")"));
        }
        if (isFacts && dice.percent(40)) {
            functions.add(function("g", value));
        }
        List<ContextProperty> own =
                hasOwn
                        ? List.of(
                                property("expression", "digit", Map.of(), "[0-9]"),
                                property("list", "list", Map.of(), "string(" + item + ",',1')"))
                        : List.of();
        return new FunctionContext(own, List.copyOf(functions));
    }

    private static ContextProperty property(
            String type, String name, Map<String, String> attributes, String text) {
        return new ContextProperty(type, name, attributes, at(text));
    }

    private static Function function(String name, String text) {
        return new Function(name, at(text));
    }

    private static Located at(String text) {
        return new Located(text, Location.UNKNOWN);
    }

    /** What leaves a stateless window. */
    static boolean passesInsertsOnly(Functional kind, boolean isInputInserts) {
        @Nullable Located opcode = kind.opcode();
        return kind.isProducesOnlyInserts() || opcode == null && isInputInserts;
    }
}
