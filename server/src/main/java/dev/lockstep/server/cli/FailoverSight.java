package dev.lockstep.server.cli;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.model.xml.XmlElement;
import dev.lockstep.model.xml.XmlReader;
import dev.lockstep.server.error.ServerError;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What one server tells of a project in failover. */
record FailoverSight(String url, XmlElement answer) {
    private static final Duration ANSWER = Duration.ofSeconds(15);

    /** Empty if the server cannot be reached. */
    static Optional<FailoverSight> of(HttpClient client, String url, String project)
            throws InterruptedException {
        String path = "/SASESP/projects/" + encoded(project) + "/failover";
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER).GET().build();
        try {
            var response = client.send(request, BodyHandlers.ofByteArray());
            XmlElement answer = XmlReader.read(response.body(), url);
            if (response.statusCode() >= 400) {
                XmlElement message = answer.child("message");
                throw new LockstepException(
                        ServerError.NO_REPLICAS,
                        url + ": " + (message == null ? answer.text() : message.text()));
            }
            return Optional.of(new FailoverSight(url, answer));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static String encoded(String project) {
        return URLEncoder.encode(project, StandardCharsets.UTF_8).replace("+", "%20");
    }

    String text(String attribute) {
        String value = answer.attribute(attribute);
        return value == null ? "" : value;
    }

    boolean isActive() {
        return text("role").equals("ACTIVE");
    }

    int epoch() {
        return Integer.parseInt(text("epoch"));
    }

    /** What somebody should look after, as sentences. */
    List<String> problems() {
        XmlElement problems = answer.child("problems");
        return problems == null
                ? List.of()
                : problems.children("problem").stream().map(XmlElement::text).toList();
    }

    List<XmlElement> members() {
        XmlElement members = answer.child("members");
        return members == null ? List.of() : members.children("member");
    }
}
