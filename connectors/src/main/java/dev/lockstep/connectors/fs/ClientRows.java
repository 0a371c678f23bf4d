package dev.lockstep.connectors.fs;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.row.BlockCutter;
import dev.lockstep.wire.codec.RowTarget;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one client of a listener. Whoever decodes asks for more bytes only when no whole row is
 * left, so a row that ends behind a loss is a part of one: it is taken back, and recorded as what
 * was lost.
 */
final class ClientRows implements RowTarget {
    private final BlockCutter rows;
    private final StreamInput input;

    ClientRows(BlockCutter rows, StreamInput input) {
        this.rows = rows;
        this.input = input;
    }

    @Override
    public EventBlock block() {
        return rows.block();
    }

    @Override
    public boolean rowEnded() throws InterruptedException {
        if (input.loss() == null) {
            return rows.rowEnded();
        }
        EventBlock b = rows.block();
        b.rows(b.rows() - 1);
        return false;
    }

    @Override
    public boolean badRow(BadRow row) {
        return input.loss() == null && rows.badRow(row);
    }

    @Override
    public boolean idle() throws InterruptedException {
        return rows.idle();
    }

    /**
     * Records the loss of the connection, if it was lost.
     *
     * @param shown the listener
     * @param client its address
     */
    void recordLoss(String shown, String client) {
        IOException loss = input.loss();
        if (loss != null) {
            rows.record(
                    new BadRow(
                            ConnectorCode.CLIENT_LOST,
                            shown,
                            "the connection of " + client + " was lost: " + reason(loss),
                            input.tail()));
        }
    }

    private static String reason(IOException loss) {
        @Nullable String why = loss.getMessage();
        return why == null ? loss.getClass().getSimpleName() : why;
    }
}
