package dev.lockstep.testkit.fuzz;

import com.code_intelligence.jazzer.api.HookType;
import com.code_intelligence.jazzer.api.MethodHook;
import java.lang.invoke.MethodHandle;

/**
 * The crashes: for each target, one in the midst of the code that it is there for. An Error, since
 * no code of ours may turn one into a coded problem.
 */
public final class PlantedCrashes {
    static final String MESSAGE = "a planted crash";

    private PlantedCrashes() {}

    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.model.xml.XmlReader",
            targetMethod = "read")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.expression.eel.EelSyntax",
            targetMethod = "parse")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.expression.functional.FunctionalCompiler",
            targetMethod = "compile")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.expression.functional.pattern.Regex",
            targetMethod = "parse")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.wire.bytes.LineReader",
            targetMethod = "next")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.wire.bytes.ByteInput",
            targetMethod = "read")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.wire.binary.BinaryFrame",
            targetMethod = "read")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.wire.journal.JournalReader",
            targetMethod = "next")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.engine.store.RowTable",
            targetMethod = "load")
    public static void crash(MethodHandle method, Object owner, Object[] arguments, int hookId) {
        if (FuzzEntry.takeCrash()) {
            throw new InternalError(MESSAGE);
        }
    }

    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.failover.link.Frames",
            targetMethod = "readBody")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.failover.entry.EntryCodec",
            targetMethod = "readBody")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.failover.local.Segment$Reading",
            targetMethod = "read")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.connectors.avro.AvroInput",
            targetMethod = "readCount")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.connectors.protobuf.ProtoReader",
            targetMethod = "read")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.connectors.protobuf.ProtoTokens",
            targetMethod = "name")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.connectors.adapter.metadata.MetadataCodec",
            targetMethod = "member")
    @MethodHook(
            type = HookType.BEFORE,
            targetClassName = "dev.lockstep.connectors.adapter.TransportFile",
            targetMethod = "value")
    public static void crashOnTheBus(
            MethodHandle method, Object owner, Object[] arguments, int hookId) {
        crash(method, owner, arguments, hookId);
    }
}
