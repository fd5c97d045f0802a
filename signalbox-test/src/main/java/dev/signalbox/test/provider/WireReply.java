package dev.signalbox.test.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signalbox.test.provider.Content.Failure;
import dev.signalbox.test.provider.Content.Message;
import dev.signalbox.test.provider.Content.Raw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A reply as it goes over the wire: the head, the content in pieces, and the tail without which it is incomplete. */
record WireReply(boolean streamed, String head, List<String> pieces, String tail) {

    static WireReply of(FakeReply reply, ReceivedRequest request) {
        Content content = reply.content();
        if (content instanceof Message message && request.embeds()) {
            Answer answer = Answer.of(message, reply, request);
            return plain(new Raw(200, request.wire().vectors(answer, Vectors.of(request))), 0, reply.frame());
        }
        if (content instanceof Message message) {
            return of(Answer.of(message, reply, request), reply);
        }
        WireDialect dialect = request.wire();
        if (content instanceof Failure failure) {
            Raw error = new Raw(failure.status(), dialect.error(failure, request.model()));
            return plain(error, 0, framed(failure, dialect, reply.frame()));
        }
        Raw raw = (Raw) content;
        return request.stream() && raw.status() == 200
                ? stream(new WireStream(List.of(), dialect.event(raw.body())), dialect, reply.frame())
                : plain(raw, 0, reply.frame());
    }

    private static WireReply of(Answer answer, FakeReply reply) {
        WireDialect dialect = answer.request().wire();
        Fault fault = reply.fault();
        WireStream whole = dialect.stream(answer);
        String error = fault.is(Fault.Kind.ERROR)
                ? dialect.error(fault.failure(), answer.request().model())
                : null;
        if (!answer.request().stream()) {
            Raw body = new Raw(200, error != null ? error : dialect.plain(answer));
            return plain(body, whole.chunks().size(), reply.frame());
        }
        WireStream sent = error != null ? whole.brokenOff(fault.after(), dialect.errorEvent(error)) : whole;
        return stream(sent, dialect, reply.frame());
    }

    private static Frame framed(Failure failure, WireDialect dialect, Frame frame) {
        if (failure.retryAfter() == null || !dialect.tellsRetryInHeader()) {
            return frame;
        }
        long seconds = failure.retryAfter().plusNanos(999_999_999).toSeconds();
        return frame.withUsualHeader("Retry-After", Long.toString(seconds));
    }

    static WireReply plain(Raw raw, int pieces, Frame frame) {
        String body = raw.body();
        String head = head(raw.status(), "application/json", "Content-Length", "" + bytes(body), frame);
        List<String> slices = new ArrayList<>();
        for (int slice = 0; slice <= pieces; slice++) {
            slices.add(slice(body, slice, pieces + 1));
        }
        return new WireReply(false, head, slices.subList(0, pieces), slices.get(pieces));
    }

    /** The time in which a plain body with this pause between chunks comes into being. */
    Duration production(Duration pause) {
        return streamed ? Duration.ZERO : pause.multipliedBy(Math.max(0, pieces.size() - 1));
    }

    private static WireReply stream(WireStream stream, WireDialect dialect, Frame frame) {
        String head = head(200, dialect.streamType(), "Transfer-Encoding", "chunked", frame);
        List<String> pieces = stream.chunks().stream().map(WireReply::chunk).toList();
        String tail = stream.ending().isEmpty() ? "" : chunk(stream.ending());
        return new WireReply(true, head, pieces, tail + "0\r\n\r\n");
    }

    private static String head(int status, String type, String framing, String value, Frame frame) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", type);
        headers.put(framing, value);
        headers.putAll(frame.headers());
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
        headers.forEach((name, content) -> head.append(name + ": " + content + "\r\n"));
        return head.append("\r\n").toString();
    }

    private static String chunk(String text) {
        return Integer.toHexString(bytes(text)) + "\r\n" + text + "\r\n";
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    private static String slice(String body, int index, int count) {
        return body.substring(start(body, index, count), start(body, index + 1, count));
    }

    private static int start(String body, int index, int count) {
        int start = (int) ((long) body.length() * index / count);
        boolean withinPair = start < body.length() && Character.isLowSurrogate(body.charAt(start));
        return withinPair ? start - 1 : start;
    }
}
