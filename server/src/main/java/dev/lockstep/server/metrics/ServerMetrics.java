package dev.lockstep.server.metrics;

import dev.lockstep.engine.WindowStats;
import dev.lockstep.server.project.ConnectorStatus;
import dev.lockstep.server.project.Guarantee;
import dev.lockstep.server.project.ProjectRuntime;
import dev.lockstep.server.project.Projects;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's metrics: the published names that dashboards use, and our own, which begin with
 * {@code lockstep_}. Windows are labelled without their query in the first of the published ones,
 * as there. Thread-safe.
 */
public final class ServerMetrics implements AutoCloseable {
    private final Projects projects;
    private final Supplier<Requests> requests;
    private final Rates rates = new Rates();
    private final WindowLoad load;
    private final long beganNanos = System.nanoTime();

    /** How many requests were answered, and with a status of 400 and above. */
    public record Requests(long answered, long failed) {}

    public ServerMetrics(Projects projects, Supplier<Requests> requests) {
        this.projects = projects;
        this.requests = requests;
        this.load = new WindowLoad(this::running);
    }

    private List<String> running() {
        return projects.all().stream()
                .map(ServerMetrics::running)
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable String running(ProjectRuntime p) {
        String window = p.running();
        return window == null ? null : p.name() + "/" + window;
    }

    /**
     * The text of one scrape. What a project cannot tell in time is left out, the rest is there.
     *
     * @param isSecond whether the names of version 2 are there, too
     */
    public String text(boolean isSecond) {
        load.start();
        PrometheusText t = new PrometheusText();
        Set<String> connectors = new HashSet<>();
        Set<String> windows = new HashSet<>();
        for (ProjectRuntime p : projects.all()) {
            project(p, isSecond, t);
            for (ConnectorStatus c : p.connectors()) {
                connectors.add(c.name());
                connector(p.name(), c, isSecond, t);
            }
            for (WindowStats s : p.stats()) {
                windows.add(p.name() + "/" + s.window());
                window(p, s, isSecond, t);
            }
        }
        rates.keep(connectors);
        load.keep(windows);
        process(isSecond, t);
        return t.text();
    }

    private static void project(ProjectRuntime p, boolean isSecond, PrometheusText t) {
        int state = p.state().published();
        String help = "0 creating, 1 running, 2 stopped, 3 failed, 4 removed.";
        t.gauge("esp_project_state", help, state, "project_name", p.name());
        if (isSecond) {
            t.gauge("project_state", help, state, "project", p.name());
        }
        t.gauge(
                "lockstep_project_primary",
                "1 if the output of the project leaves this process.",
                p.isPrimary() ? 1 : 0,
                "project",
                p.name());
        t.gauge(
                "lockstep_project_position",
                "Place of the last entry stepped, -1 before the first.",
                p.position(),
                "project",
                p.name());
        p.samples().forEach(s -> t.sample(s, "project", p.name()));
    }

    private void connector(String project, ConnectorStatus c, boolean isSecond, PrometheusText t) {
        int slash = c.window().indexOf('/');
        String window = c.window().substring(slash + 1);
        String name = c.name().substring(c.name().lastIndexOf('/') + 1);
        String[] labels = {"project_name", project, "window_name", window, "connector_name", name};
        String state = "0 stopped, 1 running, 2 finished, 3 failed.";
        String rate = "Rows a second since the scrape before.";
        double rowsASecond = rates.of(c.name(), c.rows(), System.nanoTime());
        t.gauge("esp_connector_state", state, c.state().published(), labels);
        t.gauge("esp_connector_cur_rate", rate, rowsASecond, labels);
        if (isSecond) {
            String query = c.window().substring(0, Math.max(0, slash));
            String[] second = {
                "project", project, "cq", query, "window", window, "connector", name
            };
            t.gauge("connector_state", state, c.state().published(), second);
            t.gauge("connector_rate", rate, rowsASecond, second);
        }
        t.counter(
                "lockstep_connector_rows_total",
                "Rows published or written since the connector was started; records of topics of a"
                        + " replicated project.",
                c.rows(),
                "connector",
                c.name(),
                "direction",
                c.direction().name().toLowerCase(Locale.ROOT));
        Guarantee guarantee = c.guarantee();
        if (guarantee != null) {
            t.gauge(
                    "lockstep_connector_guarantee",
                    "1, with what a sink of a replicated project can rely on.",
                    1,
                    "connector",
                    c.name(),
                    "guarantee",
                    guarantee.text());
        }
    }

    private void window(ProjectRuntime p, WindowStats s, boolean isSecond, PrometheusText t) {
        int slash = s.window().indexOf('/');
        String query = s.window().substring(0, slash);
        String window = s.window().substring(slash + 1);
        double percent = load.percent(p.name() + "/" + s.window());
        String cpu =
                "Percent of one processor in which the window computed since the scrape before.";
        t.gauge(
                "esp_window_cpu_usage",
                cpu,
                percent,
                "project_name",
                p.name(),
                "window_name",
                window);
        if (isSecond) {
            String[] second = {"project", p.name(), "cq", query, "window", window};
            t.gauge("window_cpu", cpu, percent, second);
            t.counter("window_processed", "Events that arrived.", s.eventsIn(), second);
        }
        String[] labels = {"project", p.name(), "query", query, "window", window};
        t.counter("lockstep_window_events_in_total", "Events that arrived.", s.eventsIn(), labels);
        t.counter("lockstep_window_events_out_total", "Events that left.", s.eventsOut(), labels);
        t.gauge("lockstep_window_rows", "Rows that the window keeps.", s.rows(), labels);
        t.counter(
                "lockstep_window_bad_events_total",
                "Events that could not be applied.",
                s.badEvents(),
                labels);
        t.gauge(
                "lockstep_window_kept_facts",
                "Facts that a join keeps for its dimension.",
                s.keptFacts(),
                labels);
    }

    private void process(boolean isSecond, PrometheusText t) {
        memory("esp_mem_usage", "mem_type", t);
        double uptime = (System.nanoTime() - beganNanos) / 1e9;
        if (isSecond) {
            memory("memory", "memtype", t);
            String cpu = "Percent of the machine's processors that the process uses.";
            t.gauge("cpu", cpu, Processor.currentPercent(), "value", "current");
            t.gauge("cpu", cpu, Processor.averagePercent(), "value", "avg");
            t.gauge("uptime", "Seconds since the start.", uptime);
        }
        t.gauge("lockstep_heap_bytes", "Heap in use.", Memory.heap());
        t.gauge("lockstep_projects", "Projects loaded.", projects.all().size());
        Requests r = requests.get();
        t.counter("lockstep_http_requests_total", "Requests answered.", r.answered());
        t.counter(
                "lockstep_http_requests_failed_total",
                "Requests answered with a status of 400 and above.",
                r.failed());
        t.gauge("lockstep_uptime_seconds", "Seconds since the start.", uptime);
    }

    private static void memory(String name, String label, PrometheusText t) {
        String help = "Memory in bytes: of the machine, addresses and pages of the process.";
        t.gauge(name, help, Memory.total(), label, "total");
        t.gauge(name, help, Memory.virtual(), label, "vm");
        t.gauge(name, help, Memory.resident(), label, "rss");
    }

    @Override
    public void close() {
        load.close();
    }
}
