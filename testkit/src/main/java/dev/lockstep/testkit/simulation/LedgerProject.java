package dev.lockstep.testkit.simulation;

import dev.lockstep.api.replica.ReplicaModel;
import java.nio.charset.StandardCharsets;

/** Ledgers: nearly all of the time goes into failover itself. */
record LedgerProject(int inputs, int outputs) implements Project {
    @Override
    public ReplicaModel newModel() {
        return new LedgerModel(outputs);
    }

    @Override
    public TakingOver nextModel() {
        return new LedgerModel(outputs, 2);
    }

    @Override
    public long state(ReplicaModel model) {
        return ((LedgerModel) model).state();
    }

    @Override
    public boolean savesState() {
        return true;
    }

    @Override
    public byte[] record(int input, Chance chance) {
        byte[] value = new byte[1 + chance.below(40)];
        for (int k = 0; k < value.length; k++) {
            value[k] = (byte) chance.next();
        }
        return value;
    }

    @Override
    public String payloadSource() {
        return "ledger/calls";
    }

    @Override
    public byte[] payload(String client, long messageId) {
        return (client + messageId).getBytes(StandardCharsets.UTF_8);
    }
}
