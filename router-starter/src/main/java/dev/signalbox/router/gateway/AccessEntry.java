package dev.signalbox.router.gateway;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.key.KeySecret;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.usage.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of a request when it is over; nothing of what was said in it. Belongs to one request. */
final class AccessEntry {

    private final String method;
    private final String path;
    private String caller = "-";
    private String model = "-";
    private @Nullable RoutedCall call;
    private @Nullable ErrorType error;

    AccessEntry(String method, String path) {
        this.method = method;
        this.path = KeySecret.hidden(path);
    }

    void caller(String name) {
        caller = name;
    }

    void model(String name) {
        model = name;
    }

    void call(RoutedCall ended) {
        call = ended;
    }

    void error(ErrorType type) {
        error = type;
    }

    /** The event that listeners are told. */
    GatewayRequestEnded ended(int status, Duration duration) {
        return new GatewayRequestEnded(
                method, path, status, caller, model, call, error == null ? null : error.key(), duration);
    }

    /** One line for people. */
    static String line(GatewayRequestEnded ended) {
        StringBuilder line = new StringBuilder();
        line.append(ended.method())
                .append(' ')
                .append(printable(ended.path()))
                .append(' ')
                .append(ended.status());
        line.append(" key=").append(ended.caller()).append(" model=").append(printable(ended.model()));
        RoutedCall call = ended.call();
        if (call != null) {
            Usage usage = call.usage();
            line.append(" served=").append(call.answeredBy().map(Deployment::id).orElse("-"));
            line.append(" tokens=").append(usage.input()).append('/').append(usage.output());
            line.append(" cost=")
                    .append(call.cost())
                    .append(" id=gen-")
                    .append(call.decision().id());
        }
        if (ended.error() != null) {
            line.append(" error=").append(ended.error());
        }
        return line.append(' ')
                .append(ended.duration().toMillis())
                .append(" ms")
                .toString();
    }

    /** What a client writes must not forge lines. */
    private static String printable(String written) {
        String shown = written.length() > 200 ? written.substring(0, 200) + "…" : written;
        return shown.replaceAll("[^\\p{Graph}]", "?");
    }
}
