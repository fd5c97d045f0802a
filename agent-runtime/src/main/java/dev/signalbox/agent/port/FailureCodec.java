package dev.signalbox.agent.port;

import dev.signalbox.agent.json.Json;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Failures as they are kept. */
@RequiredArgsConstructor
public final class FailureCodec {

    private final Json json;

    private record Kept(String type, @Nullable String message) {}

    /** A failure to be kept. */
    public String encode(Throwable failure) {
        return json.write(new Kept(failure.getClass().getName(), failure.getMessage()));
    }

    /**
     * The failure that was kept.
     *
     * @param cause what it was made of, {@code null} when it is replayed
     */
    public StepFailedException decode(String kept, @Nullable Throwable cause) {
        Kept failure = json.read(kept, Kept.class);
        return new StepFailedException(failure.type(), failure.message(), cause);
    }
}
