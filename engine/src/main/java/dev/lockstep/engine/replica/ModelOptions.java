package dev.lockstep.engine.replica;

import dev.lockstep.api.replica.RecordDecoder;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a model is made of besides its engine.
 *
 * @param identity what must be equal among engines, see {@code ReplicaModel.identity}
 * @param inputs the input topics in the order of the project
 * @param outputs the outputs in the order of the project
 * @param payloads a decoder for payloads of a source, given its name
 * @param badRecords told each row that cannot be decoded, on the stepping thread
 */
public record ModelOptions(
        SortedMap<String, String> identity,
        List<ReplicaInput> inputs,
        List<OutputRoute> outputs,
        Function<String, RecordDecoder> payloads,
        Consumer<BadRecord> badRecords) {
    public ModelOptions {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
