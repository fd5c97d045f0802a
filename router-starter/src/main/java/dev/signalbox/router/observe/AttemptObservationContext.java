package dev.signalbox.router.observe;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.AttemptKind;
import dev.signalbox.router.event.RouterEvent.AttemptStarted;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Decision;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an attempt that is observed. It sends something, so that its span is a client's, and collects the headers
 * of the trace that the provider gets.
 */
public final class AttemptObservationContext extends SenderContext<Map<String, String>> {

    private final Decision decision;
    private final int number;
    private final AttemptKind attemptKind;
    private final Candidate candidate;
    private final ChatRequest request;
    private volatile @Nullable Attempt attempt;
    private volatile @Nullable ChatResponse response;

    AttemptObservationContext(AttemptStarted started) {
        super((carrier, key, value) -> Objects.requireNonNull(carrier).put(key, value), Kind.CLIENT);
        setCarrier(new ConcurrentHashMap<>());
        this.decision = started.decision();
        this.number = started.number();
        this.attemptKind = started.kind();
        this.candidate = started.candidate();
        this.request = started.request();
    }

    /** How its call is routed. */
    public Decision decision() {
        return decision;
    }

    /** 1 for the first attempt of the call. */
    public int number() {
        return number;
    }

    /** Why it was made. */
    public AttemptKind attemptKind() {
        return attemptKind;
    }

    /** What is called, and for which model. */
    public Candidate candidate() {
        return candidate;
    }

    /** What is sent. Holds what users wrote: no convention should show its messages unasked. */
    public ChatRequest request() {
        return request;
    }

    /** Its record, {@code null} while it goes on. */
    public @Nullable Attempt attempt() {
        return attempt;
    }

    /** The answer, {@code null} without one. Holds what a model wrote: no convention should show that unasked. */
    public @Nullable ChatResponse response() {
        return response;
    }

    /** The headers of the trace. */
    Map<String, String> headers() {
        return Map.copyOf(Objects.requireNonNull(getCarrier()));
    }

    void ended(Attempt record, @Nullable ChatResponse answer) {
        this.response = answer;
        this.attempt = record;
    }
}
