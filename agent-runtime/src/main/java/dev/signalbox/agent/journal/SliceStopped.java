package dev.signalbox.agent.journal;

import lombok.Getter;
import org.jspecify.annotations.Nullable;

/**
 * Unwinds a program whose slice ends. An error, so that code that handles exceptions, also that of LangChain4j, lets it
 * pass; whoever catches it nevertheless meets it again at the next step.
 */
@Getter
public final class SliceStopped extends Error {

    private final transient Stop stop;

    /** For that reason. */
    public SliceStopped(Stop stop) {
        super(stop.toString(), null, false, false);
        this.stop = stop;
    }

    /** The one among the causes of something caught, {@code null} if there is none. */
    public static @Nullable SliceStopped in(Throwable caught) {
        for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
            if (cause instanceof SliceStopped stopped) {
                return stopped;
            }
        }
        return null;
    }
}
