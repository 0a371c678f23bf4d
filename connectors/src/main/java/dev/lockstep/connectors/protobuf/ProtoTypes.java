package dev.lockstep.connectors.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Message types of a file: a {@code .proto} file, or a set of descriptors made of such files. */
final class ProtoTypes {
    private static final String FILE = "protofile";

    private ProtoTypes() {}

    /**
     * The message type of that name, whole or without its package.
     *
     * @throws LockstepException {@link ConnectorCode#BAD_SCHEMA}
     */
    static Descriptor find(byte[] file, String name) {
        List<FileDescriptor> files = isText(file) ? List.of(text(file)) : set(file);
        @Nullable Descriptor found = null;
        for (FileDescriptor f : files) {
            for (Descriptor d : all(f.getMessageTypes())) {
                boolean isWhole = d.getFullName().equals(name);
                if (isWhole || found == null && d.getFullName().endsWith("." + name)) {
                    found = d;
                }
                if (isWhole) {
                    return d;
                }
            }
        }
        if (found == null) {
            throw unusable("there is no message '" + name + "' in it", null);
        }
        return found;
    }

    private static List<Descriptor> all(List<Descriptor> types) {
        List<Descriptor> all = new ArrayList<>(types);
        types.forEach(t -> all.addAll(all(t.getNestedTypes())));
        return all;
    }

    private static LockstepException unusable(String why, @Nullable Throwable cause) {
        String detail = "The file of messages cannot be used: " + why;
        return cause == null
                ? new LockstepException(ConnectorCode.BAD_SCHEMA, detail)
                : new LockstepException(ConnectorCode.BAD_SCHEMA, detail, cause);
    }

    /** A set of descriptors has bytes that no text has. */
    private static boolean isText(byte[] file) {
        for (byte b : file) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
                return false;
            }
        }
        return true;
    }

    private static FileDescriptor text(byte[] file) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException e) {
            throw unusable("it is no text of UTF-8", e);
        }
        return build(ProtoParser.parse(text, FILE), List.of());
    }

    private static FileDescriptor build(FileDescriptorProto file, List<FileDescriptor> others) {
        try {
            return FileDescriptor.buildFrom(file, others.toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException | IllegalArgumentException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<FileDescriptor> set(byte[] file) {
        Map<String, FileDescriptor> built = new LinkedHashMap<>();
        try {
            // files come behind those that they import (known)
            for (FileDescriptorProto f : FileDescriptorSet.parseFrom(file).getFileList()) {
                List<FileDescriptor> imports = new ArrayList<>();
                for (String name : f.getDependencyList()) {
                    FileDescriptor d = built.get(name);
                    if (d == null) {
                        throw unusable(name + " is missing; make it with its imports", null);
                    }
                    imports.add(d);
                }
                built.put(f.getName(), build(f, imports));
            }
        } catch (InvalidProtocolBufferException e) {
            throw unusable("it is neither text nor a set of descriptors", e);
        }
        return List.copyOf(built.values());
    }
}
