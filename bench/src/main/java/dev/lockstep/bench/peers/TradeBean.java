package dev.lockstep.bench.peers;

/** A trade as the object that everybody gets who takes objects. */
public final class TradeBean {
    private final long id;
    private final String symbol;
    private final String broker;
    private final double price;
    private final int quantity;
    private final long millis;
    private final long time;

    TradeBean(long id, String symbol, String broker, double price, int quantity, long millis) {
        this.id = id;
        this.symbol = symbol;
        this.broker = broker;
        this.price = price;
        this.quantity = quantity;
        this.millis = millis;
        this.time = millis * 1000;
    }

    public long getId() {
        return id;
    }

    public String getSymbol() {
        return symbol;
    }

    public String getBroker() {
        return broker;
    }

    public double getPrice() {
        return price;
    }

    public int getQuantity() {
        return quantity;
    }

    /** Milliseconds since the epoch, the unit of Esper's windows. */
    public long getMillis() {
        return millis;
    }

    /** The same in microseconds, the unit of our stamps. */
    public long getTime() {
        return time;
    }
}
