package dev.signalbox.agent;

import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunStatus;
import lombok.Getter;
import org.jspecify.annotations.Nullable;

/** A run has ended without output. */
@Getter
public final class RunFailedException extends RuntimeException {

    private final transient RunId run;
    private final RunStatus status;

    RunFailedException(RunId run, RunStatus status, @Nullable String error) {
        super("Run " + run + " has ended as " + status + (error == null ? "." : ": " + error));
        this.run = run;
        this.status = status;
    }
}
