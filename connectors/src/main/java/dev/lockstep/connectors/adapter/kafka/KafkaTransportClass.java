package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.transport.Transport;
import dev.lockstep.api.transport.TransportClass;
import dev.lockstep.api.transport.TransportSetting;
import dev.lockstep.api.transport.WindowUrl;
import java.util.List;
import java.util.function.Consumer;

/** The transport {@code kafka}. */
public final class KafkaTransportClass implements TransportClass {
    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Transport open(
            String adapter,
            WindowUrl window,
            Direction direction,
            List<TransportSetting> settings,
            Consumer<Problem> notes) {
        return new KafkaTransport(
                new TransportSettings(adapter, window, direction, settings, notes));
    }
}
