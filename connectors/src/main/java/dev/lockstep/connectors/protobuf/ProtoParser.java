package dev.lockstep.connectors.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import dev.lockstep.wire.WireLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@code .proto} file of the syntaxes {@code proto2} and {@code proto3} says of
 * messages. Services, reserved numbers and options that change no byte are passed over; imports,
 * editions, groups and extensions are refused, for which there are sets of descriptors. One thread.
 */
final class ProtoParser {
    private static final int DEPTH_MAX = (int) WireLimits.DEPTH.defaultValue();

    private final ProtoTokens in;
    private boolean isProto3;

    private ProtoParser(ProtoTokens in) {
        this.in = in;
    }

    /**
     * @param name of the file, as messages show it
     * @throws dev.lockstep.api.error.LockstepException with the line of what cannot be used
     */
    static FileDescriptorProto parse(String text, String name) {
        return new ProtoParser(new ProtoTokens(text, name)).file(name);
    }

    private FileDescriptorProto file(String name) {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setName(name);
        while (!in.peek().isEmpty()) {
            switch (in.peek()) {
                case "syntax" -> syntax(file);
                case "package" -> {
                    in.take();
                    file.setPackage(in.path());
                    in.expect(";");
                }
                case "message" -> file.addMessageType(message(0));
                case "enum" -> file.addEnumType(enumeration());
                case "option", "service" -> in.skipStatement();
                case ";" -> in.take();
                default ->
                        throw in.bad(
                                "'"
                                        + in.peek()
                                        + "' is not read; give a set of descriptors that a compiler"
                                        + " of Protocol Buffers has made");
            }
        }
        return file.build();
    }

    private void syntax(FileDescriptorProto.Builder file) {
        in.take();
        in.expect("=");
        String syntax = in.take().replaceAll("[\"']", "");
        if (!syntax.equals("proto2") && !syntax.equals("proto3")) {
            throw in.bad("the syntax is neither proto2 nor proto3: " + syntax);
        }
        isProto3 = syntax.equals("proto3");
        file.setSyntax(syntax);
        in.expect(";");
    }

    private DescriptorProto message(int depth) {
        if (depth > DEPTH_MAX) {
            throw in.bad("messages are nested in more than " + DEPTH_MAX + " levels");
        }
        in.take();
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(in.name());
        List<FieldDescriptorProto.Builder> optional = new ArrayList<>();
        in.expect("{");
        while (!in.accept("}")) {
            switch (in.peek()) {
                case "message" -> message.addNestedType(message(depth + 1));
                case "enum" -> message.addEnumType(enumeration());
                case "oneof" -> oneof(message);
                case "option", "reserved", "extensions" -> in.skipStatement();
                case "group", "extend", "" -> throw in.bad("'" + in.peek() + "' is not read");
                case ";" -> in.take();
                default -> {
                    FieldDescriptorProto.Builder field = field(message);
                    if (field.getProto3Optional()) {
                        optional.add(field);
                    } else {
                        message.addField(field);
                    }
                }
            }
        }
        // by the rules of descriptors these stand alone in a oneof each, behind the others
        for (FieldDescriptorProto.Builder field : optional) {
            field.setOneofIndex(message.getOneofDeclCount());
            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
            message.addField(field);
        }
        return message.build();
    }

    private void oneof(DescriptorProto.Builder message) {
        in.take();
        int index = message.getOneofDeclCount();
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(in.name()));
        in.expect("{");
        while (!in.accept("}")) {
            if (in.isAt("option")) {
                in.skipStatement();
            } else if (!in.accept(";")) {
                message.addField(typed(Label.LABEL_OPTIONAL).setOneofIndex(index));
            }
        }
    }

    private FieldDescriptorProto.Builder field(DescriptorProto.Builder message) {
        if (in.accept("map")) {
            return map(message);
        }
        boolean isOptional = in.isAt("optional");
        Label label = isOptional ? Label.LABEL_OPTIONAL : label();
        if (label != Label.LABEL_OPTIONAL || isOptional) {
            in.take();
        } else if (!isProto3) {
            throw in.bad("a label is expected where '" + in.peek() + "' is");
        }
        FieldDescriptorProto.Builder field = typed(label);
        return isOptional && isProto3 ? field.setProto3Optional(true) : field;
    }

    private Label label() {
        return switch (in.peek()) {
            case "repeated" -> Label.LABEL_REPEATED;
            case "required" -> Label.LABEL_REQUIRED;
            default -> Label.LABEL_OPTIONAL;
        };
    }

    private FieldDescriptorProto.Builder typed(Label label) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder().setLabel(label);
        type(in.path(), field);
        return rest(field);
    }

    private FieldDescriptorProto.Builder rest(FieldDescriptorProto.Builder field) {
        field.setName(in.name());
        in.expect("=");
        field.setNumber(in.number());
        options(field);
        in.expect(";");
        return field;
    }

    private static void type(String name, FieldDescriptorProto.Builder field) {
        @Nullable Type scalar = null;
        for (Type t : Type.values()) {
            boolean isWord = t != Type.TYPE_GROUP && t != Type.TYPE_MESSAGE && t != Type.TYPE_ENUM;
            if (isWord && t.name().substring(5).toLowerCase(Locale.ROOT).equals(name)) {
                scalar = t;
            }
        }
        if (scalar == null) {
            field.setTypeName(name);
        } else {
            field.setType(scalar);
        }
    }

    private void options(FieldDescriptorProto.Builder field) {
        if (!in.accept("[")) {
            return;
        }
        int depth = 0;
        while (depth > 0 || !in.isAt("]")) {
            if (in.peek().isEmpty()) {
                throw in.bad("options are not closed");
            }
            boolean isPacked = depth == 0 && in.isAt("packed");
            String word = in.take();
            if (isPacked && in.accept("=")) {
                field.getOptionsBuilder().setPacked(in.take().equals("true"));
            }
            depth += word.equals("{") || word.equals("[") ? 1 : 0;
            depth -= word.equals("}") || word.equals("]") ? 1 : 0;
        }
        in.expect("]");
    }

    /** A map is a repeated message of keys and values. */
    private FieldDescriptorProto.Builder map(DescriptorProto.Builder message) {
        in.expect("<");
        FieldDescriptorProto.Builder key = FieldDescriptorProto.newBuilder();
        type(in.path(), key.setName("key").setNumber(1).setLabel(Label.LABEL_OPTIONAL));
        in.expect(",");
        FieldDescriptorProto.Builder value = FieldDescriptorProto.newBuilder();
        type(in.path(), value.setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL));
        in.expect(">");
        FieldDescriptorProto.Builder field =
                rest(FieldDescriptorProto.newBuilder().setLabel(Label.LABEL_REPEATED));
        StringBuilder name = new StringBuilder();
        for (String part : field.getName().split("_")) {
            name.append(part.isEmpty() ? "" : part.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(part.isEmpty() ? "" : part.substring(1));
        }
        name.append("Entry");
        message.addNestedType(
                DescriptorProto.newBuilder()
                        .setName(name.toString())
                        .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                        .addField(key)
                        .addField(value));
        return field.setTypeName(name.toString());
    }

    private EnumDescriptorProto enumeration() {
        in.take();
        EnumDescriptorProto.Builder all = EnumDescriptorProto.newBuilder().setName(in.name());
        in.expect("{");
        while (!in.accept("}")) {
            if (in.isAt("option")) {
                in.take();
                if (in.accept("allow_alias")) {
                    in.expect("=");
                    all.getOptionsBuilder().setAllowAlias(in.isAt("true"));
                }
                in.skipStatement();
            } else if (in.isAt("reserved")) {
                in.skipStatement();
            } else if (!in.accept(";")) {
                EnumValueDescriptorProto.Builder value =
                        EnumValueDescriptorProto.newBuilder().setName(in.name());
                in.expect("=");
                value.setNumber(in.number());
                options(FieldDescriptorProto.newBuilder());
                in.expect(";");
                all.addValue(value);
            }
        }
        return all.build();
    }
}
