package dev.lockstep.engine.window.functional;

import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.expression.functional.EventLoop;
import dev.lockstep.expression.functional.FunctionContext;
import dev.lockstep.expression.functional.FunctionContext.Definition;
import dev.lockstep.expression.functional.FunctionalCompiler;
import dev.lockstep.expression.functional.FunctionalExpression;
import dev.lockstep.expression.functional.FunctionalNames;
import dev.lockstep.expression.functional.OpcodeExpression;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.WindowKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a functional window evaluates, compiled. Unchangeable.
 *
 * @param names the names of all inputs' fields and of everything that is defined
 * @param base evaluated once an event
 * @param opcode gives the opcode of what leaves, or null for that of the event
 * @param generate whether the base row leaves, or null for always
 */
public record FunctionalProgram(
        FunctionalNames names,
        FunctionContext base,
        @Nullable OpcodeExpression opcode,
        @Nullable FunctionalExpression generate,
        List<EventLoop> loops) {

    /**
     * Compiles a window; it is not to be used if errors are added. A field of the output that no
     * input and no earlier function gives is null (known: a published function reads its own).
     */
    public static FunctionalProgram compile(
            WindowKind.Functional kind,
            List<Schema> inputs,
            Schema output,
            List<Problem> problems) {
        FunctionalNames names = new FunctionalNames();
        for (Schema input : inputs) {
            for (Field f : input.fields()) {
                names.defineField(f.name());
            }
        }
        output.fields().forEach(f -> names.defineOutput(f.name()));
        FunctionContext base = context(kind.context(), names, problems);
        Located opcodeText = kind.opcode();
        Located generateText = kind.generate();
        OpcodeExpression opcode =
                opcodeText == null
                        ? null
                        : OpcodeExpression.compile(
                                opcodeText.text(), names, problems, opcodeText.where());
        FunctionalExpression generate =
                generateText == null
                        ? null
                        : FunctionalCompiler.compile(
                                generateText.text(), names, problems, generateText.where());
        List<EventLoop> loops = new ArrayList<>();
        for (WindowKind.EventLoop loop : kind.loops()) {
            loops.add(
                    EventLoop.compile(
                            new EventLoop.Definition(
                                    loop.type(),
                                    loop.name(),
                                    loop.data(),
                                    definition(loop.name(), loop.use()),
                                    definition(loop.name(), loop.selector()),
                                    loop.group()),
                            names,
                            inside -> context(loop.context(), inside, problems),
                            problems));
        }
        return new FunctionalProgram(names, base, opcode, generate, List.copyOf(loops));
    }

    private static FunctionContext context(
            WindowKind.FunctionContext kind, FunctionalNames names, List<Problem> problems) {
        List<Definition> expressions = new ArrayList<>();
        List<FunctionContext.Property> properties = new ArrayList<>();
        for (WindowKind.ContextProperty p : kind.properties()) {
            if (p.type().equals("expression")) {
                expressions.add(definition(p.name(), p.expression()));
            } else {
                properties.add(
                        new FunctionContext.Property(
                                p.type(),
                                p.name(),
                                p.attributes(),
                                p.expression().text(),
                                p.expression().where()));
            }
        }
        List<Definition> functions = new ArrayList<>();
        for (WindowKind.Function f : kind.functions()) {
            functions.add(definition(f.name(), f.expression()));
        }
        return FunctionContext.compile(expressions, properties, functions, names, problems);
    }

    private static Definition definition(String name, Located text) {
        return new Definition(name, text.text(), text.where());
    }
}
