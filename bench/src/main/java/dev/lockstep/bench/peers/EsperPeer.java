package dev.lockstep.bench.peers;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import java.io.IOException;

/**
 * Esper with everything that makes it fast: compiled statements, bean events, a typed subscriber
 * object, the caller's thread, an external clock, neither locks nor ordered dispatch.
 */
final class EsperPeer implements Contestant {
    private static final String GROUPED =
            "@name('out') select symbol, sum(price * quantity) / sum(quantity) as vwap,"
                    + " count(*) as cnt, min(price) as mn, max(price) as mx"
                    + " from Trade group by symbol";
    private static final String WINDOW =
            "@name('out') select symbol, sum(price * quantity) / sum(quantity) as vwap,"
                    + " count(*) as cnt, max(price) as mx from Trade#%s group by symbol";
    private static final String FILTERED =
            "@name('out') select id, symbol, broker, price, quantity, time,"
                    + " price * quantity as amount from Trade(quantity >= 1000)";
    private static final String ENRICHED =
            """
            create table Rates(broker string primary key, rate double);
            on Rate as r merge Rates as t where r.broker = t.broker
              when matched then update set rate = r.rate
              when not matched then insert select r.broker as broker, r.rate as rate;
            insert into Priced select broker, price * quantity * Rates[broker].rate as fee from Trade;
            @name('out') select broker, sum(fee) as fee, count(*) as cnt from Priced group by broker;
            """;

    private final Trades trades;
    private final TradeBean[] beans;
    private final CsvFiles files;
    private int deployments;

    EsperPeer(Trades trades, CsvFiles files) {
        this.trades = trades;
        this.beans = trades.beans();
        this.files = files;
    }

    @Override
    public void run(Workload workload, Stopwatch watch, Checksum output) throws IOException {
        switch (workload) {
            case W1 -> push(FILTERED, new EsperOutput.Trades(output), watch);
            case W2 -> push(GROUPED, new EsperOutput.Groups(output), watch);
            case W3A ->
                    push(
                            WINDOW.replace("%s", "length(1000)"),
                            new EsperOutput.Window(output),
                            watch);
            case W3B ->
                    push(
                            WINDOW.replace("%s", "ext_timed(millis, 10 sec)"),
                            new EsperOutput.Window(output),
                            watch);
            case W4 -> enrich(new EsperOutput.Fees(output), watch);
            case W6 -> files(watch);
            default -> throw new IllegalArgumentException(workload.label());
        }
    }

    private EPRuntime deploy(String statements, Object subscriber) {
        Configuration c = new Configuration();
        c.getCommon().addEventType("Trade", TradeBean.class);
        c.getCommon().addEventType("Rate", RateBean.class);
        c.getCompiler().getByteCode().setAllowSubscriber(true);
        c.getRuntime().getThreading().setInternalTimerEnabled(false);
        c.getRuntime().getThreading().setListenerDispatchPreserveOrder(false);
        c.getRuntime().getThreading().setInsertIntoDispatchPreserveOrder(false);
        c.getRuntime().getExecution().setDisableLocking(true);
        try {
            EPCompiled compiled =
                    EPCompilerProvider.getCompiler().compile(statements, new CompilerArguments(c));
            EPRuntime runtime = EPRuntimeProvider.getRuntime("bench" + deployments++, c);
            runtime.getEventService().advanceTime(Trades.START_MILLIS);
            for (EPStatement s : runtime.getDeploymentService().deploy(compiled).getStatements()) {
                if (s.getName().equals("out")) {
                    s.setSubscriber(subscriber);
                }
            }
            return runtime;
        } catch (EPCompileException | EPDeployException e) {
            throw new IllegalStateException("Esper refuses " + statements, e);
        }
    }

    private void push(String statement, Object subscriber, Stopwatch watch) {
        EPRuntime runtime = deploy(statement, subscriber);
        EPEventService events = runtime.getEventService();
        watch.start();
        for (TradeBean t : beans) {
            events.sendEventBean(t, "Trade");
        }
        watch.stop();
        runtime.destroy();
    }

    private void enrich(Object subscriber, Stopwatch watch) {
        EPRuntime runtime = deploy(ENRICHED, subscriber);
        EPEventService events = runtime.getEventService();
        for (int b = 0; b < Trades.BROKERS; b++) {
            events.sendEventBean(rate(b, 0), "Rate");
        }
        watch.start();
        for (int i = 0; i < beans.length; i++) {
            int change = trades.rateChangeBefore(i);
            if (change > 0) {
                events.sendEventBean(rate(Trades.changedBroker(change), change), "Rate");
            }
            events.sendEventBean(beans[i], "Trade");
        }
        watch.stop();
        runtime.destroy();
    }

    private RateBean rate(int broker, int change) {
        return new RateBean(trades.brokers[broker], Trades.rate(broker, change));
    }

    private void files(Stopwatch watch) throws IOException {
        EsperOutput.Lines lines = new EsperOutput.Lines();
        EPRuntime runtime = deploy(GROUPED, lines);
        EPEventService events = runtime.getEventService();
        watch.start();
        try (CsvFiles.Rows out = files.writer();
                CsvFiles.Input in = files.reader()) {
            lines.to(out);
            for (TradeBean[] batch = in.next(); batch.length > 0; batch = in.next()) {
                for (TradeBean t : batch) {
                    events.sendEventBean(t, "Trade");
                }
            }
        }
        watch.stop();
        runtime.destroy();
    }
}
