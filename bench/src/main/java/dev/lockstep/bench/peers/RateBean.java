package dev.lockstep.bench.peers;

/** W4: a broker's new rate. */
public record RateBean(String broker, double rate) {
    public String getBroker() {
        return broker;
    }

    public double getRate() {
        return rate;
    }
}
